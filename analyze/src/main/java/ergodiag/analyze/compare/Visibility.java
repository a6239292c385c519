package ergodiag.analyze.compare;

import ergodiag.bundle.Manifest;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;

/** Whether a result that does not have a finding could have it: only then is its silence an answer. */
public final class Visibility {
    private Visibility() {}

    /** Whether the playbook could tell, and had all it needs of the node. */
    public static boolean wouldShow(Findings result, Finding finding) {
        String node = finding.subject().node();
        return isThere(result, node)
                && result.verdicts().stream()
                        .filter(verdict -> verdict.playbook() == finding.playbook())
                        .limit(1)
                        .anyMatch(verdict -> verdict.healthyOn().contains(node)
                                || !(verdict.state().isBlind() || isGap(verdict, node)));
    }

    private static boolean isThere(Findings result, String node) {
        return node.isEmpty()
                || result.nodes().stream().anyMatch(one -> one.name().equals(node) && answered(one.state()));
    }

    private static boolean answered(Manifest.State state) {
        return state == Manifest.State.CAPTURED || state == Manifest.State.PARTIAL;
    }

    private static boolean isGap(Verdict verdict, String node) {
        return !node.isEmpty()
                && verdict.gaps().stream().anyMatch(gap -> gap.node().equals(node));
    }
}
