package ergodiag.findings;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One kind of finding, of nobody in particular.
 *
 * @param code its stable code, never used for anything else
 * @param title its name
 * @param playbook number of the playbook that makes it
 * @param says what it says
 * @param plain the same for somebody who knows nothing of Ergo
 * @param matters why it matters
 * @param judged how it is judged
 * @param advice what to do, by when: the label says
 * @param severities how severe it can be
 * @param limits the limits it is judged by
 */
public record CatalogueEntry(
        String code,
        String title,
        int playbook,
        String says,
        String plain,
        String matters,
        String judged,
        Map<String, String> advice,
        Set<Severity> severities,
        List<Threshold> limits) {

    /** {@code warning or info}, the gravest first. */
    public String severity() {
        return severities.stream()
                .sorted(Comparator.reverseOrder())
                .map(Severity::word)
                .collect(Collectors.joining(" or "));
    }
}
