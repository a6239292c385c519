package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Thresholds;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.shape.SinceStart;
import ergodiag.ergo.NodeInfo;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the counters of a node held already at their first reading: no capture saw it happen, so it is told with its rate per minute of
 * uptime. What goes on in the window is told by others.
 */
final class EarlierTrouble {
    static final Thresholds LIMITS = new Thresholds();
    static final Threshold RATE = LIMITS.ours(
            "cluster-health.before-the-window",
            10,
            "per minute of uptime",
            "As within the window: fewer errors may be somebody's typing; so many from the start to the capture are something that went on.");
    static final Threshold LOST = LIMITS.ours(
            "cluster-health.connections-lost-before-the-window",
            1,
            "per minute of uptime",
            "Healthy nodes were seen with none; one a minute from the start to the capture is a link that does not hold.");
    static final Threshold LEAST = LIMITS.ours(
            "cluster-health.before-the-window-least",
            10,
            "errors",
            "Fewer on a node that has just started are the trouble of starting: peers and names that are not there yet.");

    /** One counter: what it counts, how many, and where that stands. */
    private record Count(String one, double value, Evidence evidence) {}

    private final Node node;
    private final Examination examination;

    EarlierTrouble(Node node, Examination examination) {
        this.node = node;
        this.examination = examination;
    }

    void judge() {
        SinceStart start = SinceStart.of(node).orElseThrow();
        tell("ED0120", RATE, start, counts(start.info()));
        tell("ED0121", LOST, start, lostConnections());
    }

    private void tell(String code, Threshold limit, SinceStart start, List<Count> all) {
        List<Count> counts = all.stream().filter(count -> count.value() > 0).toList();
        if (counts.isEmpty()) {
            return;
        }
        boolean much = counts.stream()
                .anyMatch(count -> count.value() >= examination.limit(LEAST)
                        && start.perMinute(count.value()) >= examination.limit(limit));
        FindingBuilder finding = examination
                .finding(code, much ? Severity.WARNING : Severity.INFO, Subject.node(node.name()))
                .title("%s had trouble before the window", node.name())
                .sentence(
                        ": since its start %s before, it counts %s.",
                        Numbers.time(start.uptime()),
                        counts.stream()
                                .map(count -> Words.many(count.value(), count.one()) + " ("
                                        + Numbers.number(start.perMinute(count.value())) + " a minute)")
                                .collect(Collectors.joining(", ")))
                .aspect(counts.stream().map(Count::one).collect(Collectors.joining(" ")))
                .wouldChange("A node of the same age that counts none.");
        counts.forEach(count -> finding.number(count.one(), count.value(), "1")
                .number(count.one() + ", rate", start.perMinute(count.value()), "1/min")
                .evidence(count.evidence()));
        finding.add();
    }

    /** Errors that go on in the window are told there. */
    private List<Count> counts(NodeInfo info) {
        List<Count> counts = new ArrayList<>();
        if (!LogCounters.errorsGoOn(node, examination)) {
            counts.add(new Count(
                    "logged error",
                    info.logged(NodeInfo.ERROR).value(),
                    info.at().member("LogMessages").element(NodeInfo.ERROR).value(info.logged(NodeInfo.ERROR))));
        }
        counts.add(new Count(
                "failed start of a process",
                info.spawnFailed().value(),
                info.at().field("ProcessesSpawnFailed", info.spawnFailed())));
        return counts;
    }

    private List<Count> lostConnections() {
        return node.networks().first().stream()
                .flatMap(first -> first.it().lost().value().stream()
                        .map(lost -> new Count(
                                "lost connection", lost.value(), first.it().at().field("ConnectionsLost", lost))))
                .toList();
    }
}
