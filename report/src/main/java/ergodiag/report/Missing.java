package ergodiag.report;

import ergodiag.findings.Verdict;

/** Why a playbook has no verdict, as pipelines print it. */
public final class Missing {
    private static final int SHOWN = 3;

    private Missing() {}

    /** What could not be judged and for want of what. */
    public static String sentence(Verdict verdict) {
        if (verdict.state() == Verdict.State.BROKEN) {
            return verdict.title() + " failed: " + ReportWords.sentence(verdict.lookedAt());
        }
        StringBuilder text = new StringBuilder(
                verdict.title() + (verdict.healthyWhereSeen() ? " is " + WhereSeen.of(verdict) : " cannot be judged"));
        verdict.gaps().stream()
                .limit(SHOWN)
                .forEach(gap -> text.append("; ")
                        .append(gap.what())
                        .append(gap.node().isEmpty() ? "" : " of " + gap.node())
                        .append(": ")
                        .append(gap.reason()));
        int more = verdict.gaps().size() - SHOWN;
        return ReportWords.sentence(text + (more > 0 ? "; and " + more + " more gaps" : ""));
    }
}
