package ergodiag.findings;

import ergodiag.bundle.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Findings that a user names by code or id. */
public final class FindingSelector {
    private FindingSelector() {}

    /**
     * Those that are named, with all they explain and all that explains them: the severity of a symptom rests on its cause. All when nothing
     * is named.
     *
     * @throws UserError when a name fits none
     */
    public static List<Finding> of(List<Finding> findings, List<String> names) {
        if (names.isEmpty()) {
            return findings;
        }
        Set<String> ids = new TreeSet<>();
        names.forEach(name -> named(findings, name).forEach(finding -> ids.add(finding.id())));
        for (int before = 0; before < ids.size(); ) {
            before = ids.size();
            for (Finding finding : findings) {
                if (ids.contains(finding.id())) {
                    ids.addAll(finding.explains());
                } else if (finding.explains().stream().anyMatch(ids::contains)) {
                    ids.add(finding.id());
                }
            }
        }
        return findings.stream().filter(finding -> ids.contains(finding.id())).toList();
    }

    /**
     * Those of that code or id, in any case of letters.
     *
     * @throws UserError when there is none
     */
    public static List<Finding> named(List<Finding> findings, String name) {
        String word = name.strip().toLowerCase(Locale.ROOT);
        List<Finding> fitting = findings.stream()
                .filter(finding -> finding.code().toLowerCase(Locale.ROOT).equals(word)
                        || finding.id().toLowerCase(Locale.ROOT).equals(word))
                .toList();
        if (fitting.isEmpty()) {
            String there =
                    findings.stream().map(Finding::code).distinct().sorted().collect(Collectors.joining(", "));
            throw new UserError("Looking for the finding '" + name + "': this bundle has "
                    + (there.isEmpty() ? "none at all" : "no such one") + "; "
                    + (there.isEmpty() ? "'ergodiag report' says what was looked at." : "it has " + there + "."));
        }
        return fitting;
    }

    /** The same result with these findings, and without tables and charts of the rest. */
    public static Findings only(Findings all, List<Finding> chosen) {
        return new Findings(
                all.toolVersion(),
                all.bundle(),
                all.nodes(),
                all.verdicts(),
                chosen,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                all.thresholds(),
                all.notes());
    }
}
