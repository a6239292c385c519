package ergodiag.report;

import ergodiag.findings.Comparison;
import ergodiag.findings.Findings;
import ergodiag.findings.IntegritySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader has to know of two results before they are compared: that they are hardly comparable, or not as they were captured. */
final class DiffRemarks {
    private DiffRemarks() {}

    static List<String> of(Comparison comparison) {
        List<String> remarks = new ArrayList<>();
        if (comparison
                .after()
                .bundle()
                .started()
                .isBefore(comparison.before().bundle().started())) {
            remarks.add("The first one was captured after the second one: read \"new\" as \"gone\", or swap them.");
        }
        if (!comparison.joined().isEmpty()
                && comparison.joined().size() == comparison.after().nodes().size()) {
            remarks.add("The two have no node in common: they are probably of different clusters.");
        }
        if (!comparison.limits().isEmpty()) {
            remarks.add("The two were judged by different limits: a finding may be new or gone for that reason only.");
        }
        if (!comparison.before().toolVersion().equals(comparison.after().toolVersion())) {
            remarks.add(
                    "The two were judged by different versions of ergodiag; judge both bundles with one to be sure.");
        }
        for (Findings judged : List.of(comparison.before(), comparison.after())) {
            altered(judged).ifPresent(remarks::add);
            unvouched(judged).ifPresent(remarks::add);
        }
        return remarks;
    }

    private static Optional<String> altered(Findings findings) {
        return findings.bundle()
                .integrity()
                .filter(integrity -> integrity.faults() > 0)
                .map(
                        integrity -> findings.bundle().file()
                                + " is not as it was captured: files were altered, added or taken out since; 'ergodiag verify' names them.");
    }

    private static Optional<String> unvouched(Findings findings) {
        return findings.bundle()
                .integrity()
                .flatMap(IntegritySummary::signature)
                .map(fault -> "Nobody vouches for " + findings.bundle().file() + ": " + fault.words() + ".");
    }
}
