<#-- Markdown for a ticket comment, always below 60 lines: plain lists and no tables, since not every tracker has them. Text of the bundle
     goes through md(), which takes the meaning from marks, entities, mentions and references. -->
<#function flat text><#return text?replace("\\s+", " ", "r")></#function>
<#function md text>
<#local plain = flat(text)?truncate_c(700, '…')?replace("([\\\\`*_\\[\\]<>|#~$&{}])", "\\\\$1", "r")>
<#local plain = plain?replace("^([-+=])", "\\\\$1", "r")?replace("^([0-9]+)([.)] )", "$1\\\\$2", "r")>
<#return plain?replace("(^|[^A-Za-z0-9])@(?=[A-Za-z0-9])", "$1@\x2060", "r")?replace("([#!$&%~])(?=[0-9])", "$1\x2060", "r")>
</#function>
<#function code text><#return "`" + flat(text)?replace("`", "'") + "`"></#function>
<#assign full = 3 brief = 5 gaps = 2/>
# ${md(page.title)}: ${md(page.cluster)}

${page.period} · <#list page.tally as it>**${it.word}**<#sep>, </#sep></#list>

<#list page.summary as it>
<#if it?index lt 5>
${md(it)}
</#if>
</#list>

<#if page.causes?has_content>
## Findings, cause first

<#list page.causes as it>
<#if it?index lt full>
${it?counter}. **${it.badge.word}** ${md(it.sentence)} (${it.code})
<#if it.since?has_content || it.numbers?has_content>
   - <#if it.since?has_content>Since ${it.since}<#if it.numbers?has_content>; </#if></#if><#list it.numbers as n><#if n?index lt 6>${md(n.name)}: ${md(n.value)}<#if n?index lt 5 && n?has_next>; </#if></#if></#list>
</#if>
<#if it.evidence?has_content>
   - Evidence: <#list it.evidence as e><#if e?index lt 3>${code(e.place)} = ${code(e.value?truncate_c(80, '…'))}<#if e?index lt 2 && e?has_next>, </#if></#if></#list>
</#if>
<#if it.advice?has_content>
   - Advice: ${md(it.advice)}
</#if>
<#if it.explains?has_content>
   - Explains: <#list it.explains as s><#if s?index lt 2>${md(s.sentence)} (${s.code})<#if s?index lt 1 && s?has_next> </#if></#if></#list><#if it.explains?size gt 2> And ${it.explains?size - 2} more.</#if>
</#if>
<#if it.nextCapture?has_content>
   - To see more: ${code(it.nextCapture)}
</#if>
<#elseif it?index lt full + brief>
${it?counter}. **${it.badge.word}** ${md(it.sentence)} (${it.code})
</#if>
</#list>
<#if page.causes?size gt full + brief>
${full + brief + 1}. ${page.causes?size - full - brief} more in the full report
</#if>

</#if>
<#list ["Found", "Explained", "Healthy", "Cannot tell", "Broken"] as word>
<#assign those = page.sections?filter(it -> it.verdict.word == word)/>
<#if those?has_content>
- ${word}: <#list those as it>${md(it.title)}<#sep>, </#sep></#list>
</#if>
</#list>
<#if page.unseen?has_content>

## Not seen

<#list page.unseen as it>
<#if it?index lt gaps>
- ${md(it.what)}<#if it.node?has_content> of ${md(it.node)}</#if>: ${md(it.reason)}<#if it.fetchWith?has_content> Next time: ${code(it.fetchWith)}</#if>
</#if>
</#list>
<#if page.unseen?size + page.unseenMore gt gaps>
- ${page.unseen?size + page.unseenMore - gaps} more in the full report
</#if>
</#if>

<#list page.heading?filter(it -> it.name != "Bundle") + page.frame as it>
<#if it?index lt 7>
- ${it.name}: ${md(it.value)}
</#if>
</#list>
<#list page.making as it>
<#if it.name == "Report by" || it.name == "Bundle" || it.name == "SHA-256">
- ${it.name}: ${code(it.value)}
</#if>
</#list>
