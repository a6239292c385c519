<#-- Markdown for a ticket comment. Text of the bundle goes through md(), which takes the meaning from marks and angle brackets. -->
<#function md text><#return text?replace("([\\\\`*_\\[\\]<>|#~])", "\\\\$1", "r")?replace("\\s+", " ", "r")></#function>
<#function code text><#return "`" + text?replace("`", "'")?replace("\\s+", " ", "r") + "`"></#function>
# ${md(page.title)}: ${md(page.cluster)}

${page.period} · <#list page.tally as it>**${it.word}**<#sep>, </#sep></#list>

<#list page.summary as it>
${md(it)}
</#list>

<#if page.causes?has_content>
## Findings, cause first

<#list page.causes as it>
${it?counter}. **${it.badge.word}** ${md(it.sentence)} (${it.code})
<#if it.since?has_content>
   - Since ${it.since}
</#if>
<#if it.numbers?has_content>
   - Numbers: <#list it.numbers as n>${md(n.name)}: ${md(n.value)}<#sep>; </#sep></#list>
</#if>
<#if it.evidence?has_content>
   - Evidence: <#list it.evidence as e><#if e?index lt 4>${code(e.place)} = ${code(e.value?truncate_c(80, '…'))}<#if e?index lt 3 && e?has_next>, </#if></#if></#list>
</#if>
<#if it.advice?has_content>
   - Advice: ${md(it.advice)}
</#if>
<#list it.explains as s>
   - Explains: ${md(s.sentence)} (${s.code})
</#list>
<#if it.nextCapture?has_content>
   - To see more: ${code(it.nextCapture)}
</#if>
</#list>

</#if>
## Playbooks

| | Playbook | Verdict |
|--:|---|---|
<#list page.sections as it>
| ${it.number} | ${md(it.title)} | ${it.verdict.word} |
</#list>

<#if page.unseen?has_content>
## Not seen

<#list page.unseen as it>
- ${md(it.what)}<#if it.node?has_content> of ${md(it.node)}</#if>: ${md(it.reason)}<#if it.fetchWith?has_content> Next time: ${code(it.fetchWith)}</#if>
</#list>
<#if page.unseenMore gt 0>
- ${page.unseenMore} more in the full report
</#if>

</#if>
<#list page.frame as it>
- ${it.name}: ${md(it.value)}
</#list>
<#list page.making as it>
<#if it.name == "Report by" || it.name == "Bundle" || it.name == "SHA-256">
- ${it.name}: ${code(it.value)}
</#if>
</#list>
