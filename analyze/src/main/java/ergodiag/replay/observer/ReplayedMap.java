package ergodiag.replay.observer;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The map of the cluster, {@code ergo://cluster}: each node as it was seen last, never more than three seconds ago. A node that is gone
 * stays for a minute, then stands among those that are offline as long as another still names it, and then it leaves the map (ERGO33.md 8).
 */
final class ReplayedMap {
    static final Duration WATCHED = Duration.ofSeconds(3);
    private static final Duration REMEMBERED = Duration.ofSeconds(60);
    private static final long LIMIT = 5000;

    private final Views views;
    private final Recording recording;
    private final Timeline timeline;
    private final Moment at;
    private final List<String> nodes = new ArrayList<>();
    private final List<String> offline = new ArrayList<>();

    ReplayedMap(Views views, Moment at) {
        this.views = views;
        this.recording = views.recording();
        this.timeline = views.timeline();
        this.at = at;
    }

    String text() {
        Duration age = Duration.ofMillis(at.real().toEpochMilli() % WATCHED.toMillis());
        for (String node : views.ids().names()) {
            Optional<String> loss = recording.loss(node, at.recorded());
            boolean read = recording.all(node, Tool.NODE_INFO).stream().anyMatch(reply -> !reply.failed());
            if (loss.isPresent() && read) {
                lost(node, loss.get());
            } else if (loss.isPresent()) {
                offline.add(offline(node, "unreachable", loss.get(), timeline.replayed(recording.start()), 0, "null"));
            } else if (read) {
                Instant looked = at.real().minus(age);
                Moment then = new Moment(looked, timeline.recorded(looked));
                nodes.add(node(views.of(node, then), looked, age, "reachable", ""));
            } else {
                offline.add(offline(node, "discovered", "", timeline.replayed(recording.start()), 0, "null"));
            }
        }
        boolean whole = !ScheduleAnswers.embedded(views.of(recording.entryNode(), at));
        ObjectText map =
                new ObjectText().list("Nodes", nodes).list("Offline", offline).flag("Complete", whole);
        if (!whole) {
            map.text("Note", "this registrar cannot list nodes: not supported");
        }
        return map.number("Watched", nodes.size() + offline.size())
                .number("Limit", LIMIT)
                .number("WatchPeriod", WATCHED.toNanos())
                .legend(Shape.legend(Map.of("", Shape.CLUSTER, "Nodes[].Info.", Shape.NODE_SHORT)))
                .toString();
    }

    /** A node that answered once and no longer does. */
    private void lost(String node, String fault) {
        Instant since = recording.silentSince(node).orElse(at.recorded());
        Instant seen = timeline.replayed(since);
        String reason = fault.equals("timed out") ? fault : "node " + node + " down";
        Duration silent = Duration.between(since, at.recorded());
        if (silent.compareTo(REMEMBERED) < 0) {
            View then = views.of(node, new Moment(seen, since));
            nodes.add(node(then, seen, silent, "unreachable", reason));
            return;
        }
        TreeSet<String> named = namedBy(node);
        if (!named.isEmpty()) {
            String peers =
                    "[" + String.join(",", named.stream().map(GoJson::string).toList()) + "]";
            offline.add(offline(node, "unreachable", reason, seen, seen.getEpochSecond(), peers));
        }
    }

    /** The living nodes that have a link to it. */
    private TreeSet<String> namedBy(String node) {
        TreeSet<String> named = new TreeSet<>();
        for (String other : recording.nodes()) {
            boolean linked = recording.loss(other, at.recorded()).isEmpty()
                    && views.of(other, at)
                            .sight()
                            .whole(Tool.NETWORK_NODES)
                            .filter(links -> links.has("Node", node))
                            .isPresent();
            if (linked) {
                named.add(other);
            }
        }
        return named;
    }

    private static String node(View view, Instant seen, Duration age, String status, String reason) {
        ObjectText node = new ObjectText()
                .json("Info", new NodeAnswers(view).brief(seen))
                .number("Age", age.toMillis())
                .text("Status", status);
        return (reason.isEmpty() ? node : node.text("Reason", reason)).toString();
    }

    private static String offline(
            String node, String status, String reason, Instant since, long lastSeen, String peers) {
        ObjectText offline = new ObjectText().text("Node", node).text("Status", status);
        if (!reason.isEmpty()) {
            offline.text("Reason", reason);
        }
        return offline.number("Since", since.getEpochSecond())
                .number("LastSeen", lastSeen)
                .json("Peers", peers)
                .toString();
    }
}
