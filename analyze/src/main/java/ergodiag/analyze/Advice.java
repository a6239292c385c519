package ergodiag.analyze;

import ergodiag.findings.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a page says is to be done about a finding.
 *
 * @param always what holds whatever is known of it
 * @param when what holds instead for one {@linkplain Finding#aspect() aspect} of it, by that aspect
 */
record Advice(PageText always, Map<String, PageText> when) {
    static final String LABEL = "What to do";

    /** What a page says for one aspect stands there under {@code What to do when it computes}. */
    static final String WHEN = LABEL + " when ";

    /** What is to be done about that finding. */
    String about(Finding finding) {
        return when.entrySet().stream()
                .filter(one -> everyone(finding).allMatch(each -> hasAspect(each, one.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(always)
                .about(finding);
    }

    private static Stream<Finding> everyone(Finding finding) {
        return Stream.concat(Stream.of(finding), finding.also().stream());
    }

    private static boolean hasAspect(Finding finding, String aspect) {
        return List.of(finding.aspect().split("\\|")).contains(aspect);
    }

    /** All of it about no finding in particular, by its label. */
    Map<String, String> plain() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(LABEL, always.plain());
        when.forEach((aspect, text) -> texts.put(WHEN + aspect, text.plain()));
        return texts;
    }
}
