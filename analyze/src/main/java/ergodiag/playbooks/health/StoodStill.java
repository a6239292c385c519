package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Thresholds;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Pause;
import ergodiag.cluster.Statistics;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import ergodiag.findings.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges nodes that answered nothing for seconds while the others did. That alone may be the workers of MCP, which are few: the node itself
 * stood still when what it sends to its neighbours stopped as well, or its own samplers have holes.
 */
final class StoodStill {
    static final Thresholds LIMITS = new Thresholds();
    static final Threshold ONCE = LIMITS.ours(
            "cluster-health.stood-still",
            5,
            "s",
            "A single pause is trouble when a call runs into its time-out by it; two and more are, however short.");

    private final Cluster cluster;
    private final Examination examination;

    StoodStill(Cluster cluster, Examination examination) {
        this.cluster = cluster;
        this.examination = examination;
    }

    void judge() {
        cluster.nodes().stream()
                .filter(node -> !node.pauses().isEmpty() && node.fellSilentAt().isEmpty())
                .forEach(this::judge);
    }

    private void judge(Node node) {
        List<Pause> pauses = node.pauses();
        PauseWitness witness = PauseWitness.of(cluster, node);
        if (pauses.get(0).everywhere()
                && (witness.says() != PauseWitness.Says.STOOD_STILL || PauseWitness.othersStopped(cluster, node))) {
            return;
        }
        switch (witness.says()) {
            case WENT_ON -> {}
            case STOOD_STILL -> stoodStill(node, pauses, witness);
            case CANNOT_TELL -> answeredNothing(node, pauses);
        }
    }

    private void stoodStill(Node node, List<Pause> pauses, PauseWitness witness) {
        double seconds = Math.max(
                witness.seconds(),
                Statistics.median(pauses.stream()
                        .map(pause -> pause.length().toMillis() / 1000.0)
                        .toList()));
        boolean everywhere = pauses.get(0).everywhere();
        boolean serious = pauses.size() > 1 || seconds >= examination.limit(ONCE);
        Optional<Double> every = every(pauses);
        FindingBuilder finding = examination
                .finding("ED0124", serious ? Severity.WARNING : Severity.INFO, Subject.node(node.name()))
                .title("%s stood still %s", node.name(), Words.many(pauses.size(), "time"))
                .sentence(
                        ", for about %s%s%s: meanwhile %s, %s%s.",
                        Words.seconds(Math.rint(10 * seconds) / 10),
                        pauses.size() > 1 ? " each" : "",
                        every.map(each -> ", every " + Words.seconds(Math.rint(each)))
                                .orElse(""),
                        everywhere ? "no node answered, as all were asked through it" : "it answered nothing",
                        witness.byNeighbours()
                                ? "and what it sends to its neighbours stopped"
                                : "and its own samplers did not look",
                        everywhere
                                ? "; nothing that others send each other was seen to stop"
                                : ", and other nodes answered at once")
                .aspect(witness.byNeighbours() ? "neighbours" : "samplers")
                .number("times", pauses.size(), "times")
                .number("stood still, about", seconds, "s")
                .relation(Relation.node(Relation.Kind.WAS_AWAY, node.name()))
                .wouldChange("A question that it answers meanwhile, or messages of it that arrive.")
                .nextCapture("ergodiag capture --window 120");
        every.ifPresent(each -> finding.number("every", each, "s"));
        tell(finding, pauses);
        pauses.forEach(pause -> examination.happened(new TimelineEntry(
                pause.from(), pause.length(), node.name(), TimelineEntry.Kind.NODE, "stood still", List.of())));
    }

    private void answeredNothing(Node node, List<Pause> pauses) {
        double longest = pauses.stream()
                .mapToDouble(pause -> pause.length().toMillis() / 1000.0)
                .max()
                .orElse(0);
        tell(
                examination
                        .finding("ED0124", Severity.INFO, Subject.node(node.name()))
                        .sentence(
                                "%s let our questions wait %s, %s at the longest, while other nodes answered; whether it stood still or only its MCP"
                                        + " workers were busy is not known.",
                                node.name(), Words.many(pauses.size(), "time"), Words.seconds(longest))
                        .aspect("not known")
                        .number("times", pauses.size(), "times")
                        .number("longest", longest, "s")
                        .wouldChange("Readings of its neighbours within such a time.")
                        .nextCapture("ergodiag capture --profile standard --window 120"),
                pauses);
    }

    private static void tell(FindingBuilder finding, List<Pause> pauses) {
        finding.since(pauses.get(0).from());
        pauses.stream()
                .flatMap(pause -> pause.call().file().stream())
                .limit(8)
                .forEach(file -> finding.evidence(Evidence.line(file, 1, "")));
        finding.add();
    }

    /** The usual time from one to the next; empty with fewer than three. */
    private static Optional<Double> every(List<Pause> pauses) {
        List<Double> apart = new ArrayList<>();
        for (int i = 1; i < pauses.size(); i++) {
            apart.add(java.time.Duration.between(
                                    pauses.get(i - 1).until(), pauses.get(i).until())
                            .toMillis()
                    / 1000.0);
        }
        return apart.size() < 2 ? Optional.empty() : Optional.of(Statistics.median(apart));
    }
}
