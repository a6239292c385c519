package ergodiag.cluster;

import ergodiag.ergo.EventInfo;
import java.util.List;
import java.util.Optional;

/**
 * One reading of the events of a node.
 *
 * @param events the events
 * @param complete whether it is known to hold every event of the node
 */
public record EventList(List<EventInfo> events, boolean complete) {

    public EventList {
        events = List.copyOf(events);
    }

    /** The event of that full text ({@code Event#<...:name>}). */
    public Optional<EventInfo> event(String event) {
        return events.stream().filter(info -> info.event().equals(event)).findFirst();
    }
}
