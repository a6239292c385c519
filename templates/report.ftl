<#ftl output_format="Markdown">
<#-- Markdown for a ticket comment, always below 60 lines: plain lists and no tables, since not every tracker has them; no list
     behind another, which readers make one of; entries below others by four blanks, as some readers want them. The engine escapes every
     text for Markdown; code() is for what stands in the bundle letter by letter. -->
<#function code text>
<#local line = text?replace("\\s+", " ", "r")?replace("``", "''")>
<#return (line?contains("`")?then("`` " + line + " ``", "`" + line + "`"))?no_esc>
</#function>
<#assign full = 3 brief = 5 gaps = 2/>
# ${page.title}: ${page.cluster}

${page.period} · <#list page.tally as it>**${it.word}**<#sep>, </#sep></#list>

<#list page.summary as it>
<#if it?index lt 5>
${it}
</#if>
</#list>

<#if page.causes?has_content>
## Findings, cause first

<#list page.causes as it>
<#if it?index lt full>
${it?counter}. **${it.badge.word}** ${it.sentence} (${it.code})
<#if it.since?has_content || it.numbers?has_content>
    - <#if it.since?has_content>Since ${it.since}<#if it.numbers?has_content>; </#if></#if><#list it.numbers as n><#if n?index lt 6>${n.name}: ${n.value}<#if n?index lt 5 && n?has_next>; </#if></#if></#list>
</#if>
<#if it.evidence?has_content>
    - Evidence: <#list it.evidence as e><#if e?index lt 3>${code(e.place)} = ${code(e.value?truncate_c(80, '…'))}<#if e?index lt 2 && e?has_next>, </#if></#if></#list>
</#if>
<#if it.advice?has_content>
    - Advice: ${it.advice}
</#if>
<#if it.explains?has_content>
    - Explains: <#list it.explains as s><#if s?index lt 2>${s.sentence} (${s.code})<#if s?index lt 1 && s?has_next> </#if></#if></#list><#if it.explains?size gt 2> And ${it.explains?size - 2} more.</#if>
</#if>
<#if it.nextCapture?has_content>
    - To see more: ${code(it.nextCapture)}
</#if>
<#elseif it?index lt full + brief>
${it?counter}. **${it.badge.word}** ${it.sentence} (${it.code})
</#if>
</#list>
<#if page.causes?size gt full + brief>
${full + brief + 1}. ${page.causes?size - full - brief} more in the full report
</#if>

</#if>
## What was looked at

<#list ["Found", "Explained", "Healthy", "Healthy where seen", "Cannot tell", "Broken"] as word>
<#assign those = page.sections?filter(it -> it.verdict.word == word)/>
<#list those?map(it -> it.scope) as scope>
<#if those?map(it -> it.scope)?seq_index_of(scope) == scope?index>
- ${word}<#if scope?has_content> (${scope?uncap_first?remove_ending(".")})</#if>: <#list those?filter(it -> it.scope == scope) as it>${it.title}<#sep>, </#sep></#list>
</#if>
</#list>
</#list>
<#if page.unseen?has_content>

## Not seen

<#list page.unseen as it>
<#if it?index lt gaps>
- ${it.what}<#if it.node?has_content> of ${it.node}</#if>: ${it.reason}<#if it.fetchWith?has_content> Next time: ${code(it.fetchWith)}</#if>
</#if>
</#list>
<#if page.unseen?size + page.unseenMore gt gaps>
- ${page.unseen?size + page.unseenMore - gaps} more in the full report
</#if>
</#if>

## Captured

<#list page.heading?filter(it -> it.name != "Bundle") + page.frame as it>
<#if it?index lt 7>
- ${it.name}: ${it.value}
</#if>
</#list>
<#list page.making as it>
<#if it.name == "Report by" || it.name == "Bundle" || it.name == "SHA-256">
- ${it.name}: ${code(it.value)}
</#if>
</#list>
