package ergodiag.analyze;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.LogTemplate;
import ergodiag.cluster.Node;
import ergodiag.ergo.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What of the timeline comes from the bundle itself: our own actions, restarts, first messages, nodes that fell silent. */
final class CaptureTimeline {
    /** More kinds of messages of one node say no more of the order of things. */
    private static final int MOST_TEMPLATES = 10;

    private CaptureTimeline() {}

    static List<TimelineEntry> of(Cluster cluster) {
        List<TimelineEntry> entries = new ArrayList<>();
        entries.add(new TimelineEntry(cluster.manifest().started(), "", "capture", "the capture began", List.of()));
        cluster.manifest()
                .finished()
                .ifPresent(instant ->
                        entries.add(new TimelineEntry(instant, "", "capture", "the capture ended", List.of())));
        for (Node node : cluster.nodes()) {
            node.infos().first().filter(info -> node.restarted()).ifPresent(info -> {
                Instant start = info.at().minus(info.it().uptime());
                entries.add(new TimelineEntry(
                        start,
                        node.name(),
                        "restart",
                        "the node restarted",
                        List.of(info.it()
                                .at()
                                .field("Uptime", info.it().uptime().toSeconds()))));
            });
            node.fellSilentAt()
                    .ifPresent(instant -> entries.add(
                            new TimelineEntry(instant, node.name(), "node", "last answer of the node", List.of())));
            profiles(node, entries);
            logs(node, entries);
        }
        return entries;
    }

    /** Our own actions that a node may feel. */
    private static void profiles(Node node, List<TimelineEntry> entries) {
        node.cpuProfiles()
                .readings()
                .forEach(profile -> entries.add(new TimelineEntry(
                        profile.call().started(),
                        node.name(),
                        "capture",
                        "a CPU profile of "
                                + Words.seconds(profile.it().length().toMillis() / 1000.0) + " began",
                        List.of())));
    }

    /** The first message of each group that differs only in numbers, with how many there were and until when. */
    private static void logs(Node node, List<TimelineEntry> entries) {
        LogTemplate.of(node.logs(), List.of("warning", "error", "panic")).stream()
                .limit(MOST_TEMPLATES)
                .forEach(template -> {
                    LogEntry first = template.entries().get(0);
                    LogEntry last = template.entries().get(template.entries().size() - 1);
                    first.time().value().ifPresent(at -> {
                        Duration offset = node.clockOffset().orElse(Duration.ZERO);
                        String again = template.entries().size() == 1
                                ? ""
                                : ", " + Words.count(template.entries().size()) + " times"
                                        + last.time()
                                                .value()
                                                .map(until -> " until "
                                                        + until.minus(offset)
                                                                .toString()
                                                                .substring(11, 19))
                                                .orElse("");
                        entries.add(new TimelineEntry(
                                at.minus(offset),
                                node.name(),
                                template.level(),
                                template.behavior() + ": " + template.text() + again,
                                List.of(Evidence.line(
                                        first.at().file(), first.at().line(), first.message()))));
                    });
                });
    }
}
