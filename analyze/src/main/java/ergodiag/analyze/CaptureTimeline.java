package ergodiag.analyze;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What of the timeline comes from the bundle itself: our own actions, restarts, collections, nodes that fell silent. */
final class CaptureTimeline {
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
        }
        return entries;
    }
}
