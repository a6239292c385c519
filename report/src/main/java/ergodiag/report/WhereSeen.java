package ergodiag.report;

import ergodiag.findings.Verdict;
import java.util.List;

/** Of which nodes a verdict speaks, where it does not speak of all: one dead node must not hide what was seen of the others. */
final class WhereSeen {
    private static final int NAMED = 4;

    private WhereSeen() {}

    /** {@code healthy on node1 and node2; not all was seen of node3}; "" where the verdict is of all nodes, or of none. */
    static String of(Verdict verdict) {
        return verdict.healthyOn().isEmpty() || verdict.unsureOf().isEmpty()
                ? ""
                : "healthy on " + nodes(verdict.healthyOn()) + "; not all was seen of " + nodes(verdict.unsureOf());
    }

    /** The same as a sentence. */
    static String sentence(Verdict verdict) {
        String scope = of(verdict);
        return scope.isEmpty() ? "" : ReportWords.sentence("H" + scope.substring(1));
    }

    /** {@code a, b and c}; of many the first few and how many more. */
    static String nodes(List<String> names) {
        int shown = names.size() > NAMED ? NAMED - 1 : names.size() - 1;
        String first = String.join(", ", names.subList(0, shown));
        String last = names.size() > NAMED ? names.size() - shown + " more" : names.get(shown);
        return first.isEmpty() ? last : first + " and " + last;
    }
}
