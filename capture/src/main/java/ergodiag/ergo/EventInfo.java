package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * One event (ERGO.md 5, EventInfo).
 *
 * @param at the element of the list
 * @param event full text, {@code Event#<1B30E9C5:name>}
 * @param name name of the event
 * @param producer pid of the producer
 * @param subscribers subscribers now (a remote node counts once)
 * @param onDemand the field Notify: whether the producer is told of its first and last subscriber: it may publish on demand
 * @param bufferSize events kept for late subscribers; 0 means none
 * @param published events published since its creation
 * @param localSent deliveries to local subscribers
 * @param remoteSent deliveries to other nodes
 * @param createdAt the node's clock when it was registered
 * @param lastPublishedAt the node's clock at the last publication; a gap when never, or in older versions
 */
public record EventInfo(
        Source at,
        String event,
        String name,
        String producer,
        long subscribers,
        boolean onDemand,
        long bufferSize,
        Counter published,
        Counter localSent,
        Counter remoteSent,
        Reading<Instant> createdAt,
        Reading<Instant> lastPublishedAt) {

    /** The same event, last published at another moment. */
    public EventInfo lastPublishedAt(Instant moment) {
        return new EventInfo(
                at,
                event,
                name,
                producer,
                subscribers,
                onDemand,
                bufferSize,
                published,
                localSent,
                remoteSent,
                createdAt,
                Reading.known(moment, at.member("LastPublishedAt")));
    }

    /** Reads a list event by event. @throws UnreadableReply when it is not such a list */
    public static void stream(InputStream in, Source at, Consumer<EventInfo> rows) {
        Json.rows(in, at, EventInfo::of, rows);
    }

    private static EventInfo of(Fields f) {
        String event = f.text("Event");
        int colon = event.indexOf(':');
        // Event#<CRC:name>, or node@host:name as an Observer writes it
        int end = event.endsWith(">") ? event.length() - 1 : event.length();
        String name = colon >= 0 && colon < end ? event.substring(colon + 1, end) : event;
        return new EventInfo(
                f.at(),
                event,
                name,
                f.text("Producer"),
                f.count("Subscribers"),
                f.flag("Notify"),
                f.count("BufferSize"),
                f.counter("MessagesPublished"),
                f.counter("MessagesLocalSent"),
                f.counter("MessagesRemoteSent"),
                f.unixNanosOrGap("CreatedAt"),
                f.unixNanosOrGap("LastPublishedAt"));
    }
}
