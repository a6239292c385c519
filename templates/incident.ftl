<#ftl output_format="Markdown">
<#-- An incident as Markdown. The engine escapes every text; what people wrote stands as they wrote it. -->
# ${page.head.title}

${page.head.period} · ${page.head.cluster} · <#list page.head.tally as it>**${it.word}**<#sep>, </#sep></#list>

<#list page.summary as it>
## Summary

${it.markdown?no_esc}

</#list>
## What happened

<#list page.head.summary as it>
${it}

</#list>
<#list page.when as it>
- ${it.name}: ${it.value}
</#list>

<#if page.lives?has_content>
## Findings, cause first

<#list page.lives as it>
${it?counter}. **${it.badge.word}** ${it.sentence} (${it.code}) ${it.also}
    - ${it.course}
    - Captures: <#list it.strip as box>${box.hint}<#sep>, </#sep></#list>
<#if it.advice?has_content>
    - Advice: ${it.advice}
</#if>
<#if it.explains?has_content>
    - Explains: <#list it.explains as s>${s.sentence} (${s.code})<#sep> </#sep></#list>
</#if>
<#list it.evidence as e>
    - Evidence in ${it.bundle}: ${e.name}
</#list>
</#list>

</#if>
<#list page.notes as it>
## ${it.title}

${it.markdown?no_esc}

</#list>
<#if page.actions.rows?has_content>
## Action items

<#list page.actions.rows as row>
- ${row[0].text}; owner: ${row[1].text}; due: ${row[2].text}; ticket: ${row[3].text}
</#list>

</#if>
<#if page.proposals.rows?has_content>
## Proposed by the findings

<#list page.proposals.rows as row>
- ${row[2].text} (${row[0].text}, ${row[1].text})
</#list>

</#if>
## Timeline

<#list page.timeline.rows as row>
- <#list row as box>${box.text}<#sep> · </#sep></#list>
</#list>

## What this rests on

<#list page.captures.rows as row>
- <#list row as box>${box.text}<#sep> · </#sep></#list>
</#list>
<#list page.sources.rows as row>
- <#list row as box>${box.text}<#sep> · </#sep></#list>
</#list>
<#list page.remarks as it>
- ${it}
</#list>
