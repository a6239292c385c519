package ergodiag.cluster;

import ergodiag.ergo.EventInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Of those rows, the first of each event. */
    static EventList of(List<EventInfo> rows, boolean complete) {
        Map<String, EventInfo> events = new LinkedHashMap<>();
        rows.forEach(event -> events.putIfAbsent(event.event(), event));
        return new EventList(List.copyOf(events.values()), complete);
    }
}
