package ergodiag.analyze;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.LogTemplate;
import ergodiag.cluster.Node;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.Tool;
import ergodiag.findings.Numbers;
import ergodiag.findings.TimelineEntry;
import ergodiag.findings.TimelineEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What of the timeline comes from the bundle itself: our own actions, restarts, first messages, nodes that fell silent. */
final class CaptureTimeline {
    /** More kinds of messages of one node say no more of the order of things. */
    private static final int MOST_TEMPLATES = 10;

    private static final Map<String, Kind> LOGGED =
            Map.of("warning", Kind.WARNING, "error", Kind.ERROR, "panic", Kind.PANIC);

    private CaptureTimeline() {}

    static List<TimelineEntry> of(Cluster cluster) {
        List<TimelineEntry> entries = new ArrayList<>();
        entries.add(new TimelineEntry(
                cluster.manifest().capture().started(), "", Kind.CAPTURE, "the capture began", List.of()));
        cluster.manifest()
                .capture()
                .finished()
                .ifPresent(instant ->
                        entries.add(new TimelineEntry(instant, "", Kind.CAPTURE, "the capture ended", List.of())));
        for (Node node : cluster.nodes()) {
            node.restarts()
                    .forEach(restart -> entries.add(new TimelineEntry(
                            restart.at(),
                            node.name(),
                            Kind.RESTART,
                            "the node restarted",
                            List.of(restart.after()
                                    .it()
                                    .at()
                                    .field(
                                            "Uptime",
                                            restart.after().it().uptime().toSeconds())))));
            node.fellSilentAt()
                    .ifPresent(instant -> entries.add(
                            new TimelineEntry(instant, node.name(), Kind.NODE, "last answer of the node", List.of())));
            logs(node, entries);
        }
        profiles(cluster, entries);
        return entries;
    }

    /** Our own actions that nodes may feel; profiles of several nodes over the same seconds are one. */
    private static void profiles(Cluster cluster, List<TimelineEntry> entries) {
        List<TimelineEntry> all = cluster.nodes().stream()
                .flatMap(node -> node.cpuProfiles().readings().stream()
                        .filter(profile -> Tool.PPROF_CPU.askedBy(profile.call()))
                        .map(profile -> new TimelineEntry(
                                profile.call().started(),
                                profile.it().length(),
                                node.name(),
                                Kind.CAPTURE,
                                "a CPU profile of "
                                        + Words.seconds(profile.it().length().toMillis() / 1000.0) + " began",
                                List.of())))
                .sorted(Comparator.comparing(TimelineEntry::at)
                        .thenComparing(TimelineEntry::node, NaturalOrder.OF_NAMES))
                .toList();
        List<TimelineEntry> together = new ArrayList<>();
        for (TimelineEntry profile : all) {
            if (!together.isEmpty() && !profile.at().isBefore(together.get(0).until())) {
                entries.add(oneOf(together));
                together.clear();
            }
            together.add(profile);
        }
        if (!together.isEmpty()) {
            entries.add(oneOf(together));
        }
    }

    private static TimelineEntry oneOf(List<TimelineEntry> together) {
        TimelineEntry first = together.get(0);
        if (together.size() == 1) {
            return first;
        }
        Instant until = together.stream()
                .map(TimelineEntry::until)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        long nodes = together.stream().map(TimelineEntry::node).distinct().count();
        return new TimelineEntry(
                first.at(),
                Duration.between(first.at(), until),
                "",
                Kind.CAPTURE,
                "CPU profiles of " + Words.many(nodes, "node") + " began",
                List.of());
    }

    /** The first message of each group that differs only in numbers, with how many there were and until when. */
    private static void logs(Node node, List<TimelineEntry> entries) {
        LogTemplate.of(node.logs(), List.copyOf(LOGGED.keySet())).stream()
                .limit(MOST_TEMPLATES)
                .forEach(template -> {
                    LogEntry first = template.entries().get(0);
                    LogEntry last = template.entries().get(template.entries().size() - 1);
                    first.time().value().ifPresent(at -> {
                        Duration offset = node.clockOffset().orElse(Duration.ZERO);
                        String again = template.entries().size() == 1
                                ? ""
                                : ", " + Numbers.count(template.entries().size()) + " times"
                                        + last.time()
                                                .value()
                                                .map(until -> " until " + Words.second(until.minus(offset)))
                                                .orElse("");
                        entries.add(new TimelineEntry(
                                at.minus(offset),
                                node.name(),
                                LOGGED.getOrDefault(template.level(), Kind.ERROR),
                                template.behavior() + ": " + template.text() + again,
                                List.of(Evidence.line(
                                        first.at().file(), first.at().line(), first.message()))));
                    });
                });
    }
}
