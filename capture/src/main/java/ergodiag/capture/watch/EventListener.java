package ergodiag.capture.watch;

import static ergodiag.ergo.PlaybookName.EVENT_SYSTEM;

import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.capture.scope.WatchedEvent;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.List;

/**
 * Listens to what one event publishes, on the node that owns it. To its producer the listener is a subscriber like others, so this is done
 * only for events that the user names.
 */
public final class EventListener {
    private static final Purpose WHY = Purpose.of("what the event publishes during the window", EVENT_SYSTEM);
    /** Publications may be long, and a buffer is read in one reply. */
    private static final int BUFFER = 20;

    private EventListener() {}

    /** The listeners of one node, not started yet. */
    static List<SamplerSeries> of(Session visit, String node, Duration window) {
        return visit.scope().events().stream()
                .filter(event -> isAt(visit, node, event))
                .map(event -> new SamplerSeries(
                        visit,
                        node,
                        "event-" + event.name(),
                        buffer -> question(node, event.name(), window, buffer),
                        BUFFER))
                .toList();
    }

    /** Where the user names no node, a node is asked whether it has the event. */
    private static boolean isAt(Session visit, String node, WatchedEvent event) {
        if (event.node().isPresent()) {
            return event.node().get().equals(node);
        }
        return visit.asker()
                .ask(Question.of(node, Tool.EVENT_INFO, Purpose.of("whether the event is here", EVENT_SYSTEM))
                        .about(event.name())
                        .with("name", event.name()))
                .came();
    }

    /** The events that nobody listens to, a line in the ledger each. */
    static void missed(Session visit, List<String> listening, Duration window) {
        for (WatchedEvent event : visit.scope().events()) {
            if (!listening.contains("event-" + event.name())) {
                String node = event.node().orElse(visit.asker().entry());
                visit.asker()
                        .skip(
                                question(node, event.name(), window, BUFFER).named("event-" + event.name()),
                                Skip.absent(
                                        event.node().isPresent()
                                                ? "the capture asks no node " + node
                                                : "no node that was asked has an event of this name"));
            }
        }
    }

    public static Question question(String node, String event, Duration window, int buffer) {
        return Question.of(node, Tool.SAMPLE_LISTEN, WHY)
                .named("start-event")
                .with("event", event)
                .with("duration_sec", window.toSeconds() + 120)
                .with("buffer_size", buffer)
                .with("linger_sec", 30);
    }
}
