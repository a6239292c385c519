package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Thresholds;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.ClockJump;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.NodeInfo;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import ergodiag.findings.TimelineEntry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Judges the clocks that were set within the capture. */
final class ClockJumps {
    static final Thresholds LIMITS = new Thresholds();
    static final Threshold SET = LIMITS.ours(
            "cluster-health.clock-set",
            5,
            "s",
            "Clocks are put right in smaller steps, which no time-out notices: that of a call is 5 s.");

    private final Cluster cluster;
    private final Examination examination;

    ClockJumps(Cluster cluster, Examination examination) {
        this.cluster = cluster;
        this.examination = examination;
    }

    void judge() {
        cluster.nodes().stream()
                .filter(node -> node.clockJumps().stream().anyMatch(jump -> !isOurs(jump)))
                .forEach(this::wasSet);
    }

    /** Where all clocks seem to have been set alike at the same time, it was that of the machine that captured. */
    private boolean isOurs(ClockJump jump) {
        List<Node> told =
                cluster.nodes().stream().filter(node -> node.infos().hasTwo()).toList();
        return told.size() > 1
                && told.stream().allMatch(node -> node.clockJumps().stream().anyMatch(other -> isTheSame(jump, other)));
    }

    private static boolean isTheSame(ClockJump one, ClockJump other) {
        return one.by().minus(other.by()).abs().toMillis() <= 1000
                && !one.before().at().isAfter(other.after().at())
                && !other.before().at().isAfter(one.after().at());
    }

    private void wasSet(Node node) {
        ClockJump jump = node.clockJumps().stream()
                .filter(other -> !isOurs(other))
                .max(Comparator.comparing(other -> other.by().abs()))
                .orElseThrow();
        double seconds = jump.by().toMillis() / 1000.0;
        String how = seconds < 0 ? "back" : "ahead";
        int more = node.clockJumps().size() - 1;
        FindingBuilder finding = examination
                .finding(
                        "ED0123",
                        Math.abs(seconds) >= examination.limit(SET) ? Severity.WARNING : Severity.INFO,
                        Subject.node(node.name()))
                .sentence(
                        "The clock of %s jumped %s %s between %s and %s UTC%s; the node did not restart, its counters went on.",
                        node.name(),
                        Numbers.time(rounded(jump.by().abs())),
                        how,
                        Words.second(jump.before().at()),
                        Words.second(jump.after().at()),
                        more > 0 ? ", and was set " + Words.many(more, "other time") : "")
                .aspect(how)
                .since(jump.before().at())
                .number("clock set by", seconds, "s")
                .evidence(told(jump.before()))
                .evidence(told(jump.after()))
                .wouldChange("A clock that goes on as ours does.");
        finding.add();
        examination.happened(new TimelineEntry(
                jump.after().at(),
                node.name(),
                TimelineEntry.Kind.NODE,
                "the clock had been set " + Numbers.time(rounded(jump.by().abs())) + " " + how,
                List.of()));
    }

    /** What was measured between two calls is known to some milliseconds only. */
    private static Duration rounded(Duration by) {
        return Duration.ofMillis((by.toMillis() + 50) / 100 * 100);
    }

    private static Evidence[] told(Timed<NodeInfo> reading) {
        NodeInfo info = reading.it();
        return info.serverTime()
                .value()
                .map(clock -> new Evidence[] {
                    info.at().field("ServerTime", OddNodes.asWritten(clock)),
                    info.at().field("Uptime", info.uptime().toSeconds())
                })
                .orElseGet(() ->
                        new Evidence[] {info.at().field("Uptime", info.uptime().toSeconds())});
    }
}
