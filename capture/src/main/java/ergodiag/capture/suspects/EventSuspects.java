package ergodiag.capture.suspects;

import static ergodiag.ergo.PlaybookName.EVENT_SYSTEM;

import ergodiag.capture.scope.Purpose;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which events of a node deserve a closer look, worst first, by the reasons of playbook 9. */
public final class EventSuspects {
    private static final long MANY_SUBSCRIBERS = 100;
    private static final double MANY_DELIVERIES = 5_000;
    /** An event whose publications came closer together than this falls silent between two lists only when something happened. */
    private static final Duration OFTEN = Duration.ofMillis(500);

    private static final long BUSY = 20;
    private static final double ALIKE = 0.2;

    private EventSuspects() {}

    /** An event with the reason to look at it. */
    public record Noted(EventInfo event, Purpose reason, int weight) {}

    /**
     * Chooses from two readings, or from one given twice.
     *
     * @param before the processes when the earlier events were read
     */
    public static List<Noted> choose(
            List<EventInfo> earlier, List<EventInfo> now, List<ProcessRow> before, List<ProcessRow> rows, int most) {
        Map<String, EventInfo> known = new HashMap<>();
        earlier.forEach(event -> known.put(event.event(), event));
        List<Long> falling = fallingBehind(before, rows);
        List<Noted> noted = new ArrayList<>();
        for (EventInfo event : now) {
            Optional<EventInfo> then =
                    Optional.ofNullable(known.get(event.event())).filter(it -> it.at() != event.at());
            reason(event, then, falling).ifPresent(noted::add);
        }
        return noted.stream()
                .sorted(Comparator.comparingInt(Noted::weight)
                        .thenComparingDouble(it -> deliveries(it.event()))
                        .reversed())
                .limit(most)
                .toList();
    }

    private static Optional<Noted> reason(EventInfo event, Optional<EventInfo> then, List<Long> falling) {
        boolean published = event.published().value() > 0;
        double grown = then.map(it -> event.published().value() - it.published().value())
                .orElse(0.0);
        boolean slow =
                grown >= BUSY && falling.stream().anyMatch(arrived -> Math.abs(arrived - grown) <= grown * ALIKE);
        if (!published && event.subscribers() > 0) {
            return of(event, Purpose.of("awaited and never published", EVENT_SYSTEM), 90);
        }
        if (slow) {
            return of(
                    event, Purpose.of("a mailbox grows by about as many messages as were published", EVENT_SYSTEM), 80);
        }
        if (then.isPresent() && grown == 0 && event.subscribers() > 0 && often(event)) {
            return of(event, Purpose.of("published often and now silent", EVENT_SYSTEM), 75);
        }
        boolean fans = event.subscribers() >= MANY_SUBSCRIBERS
                || then.map(it -> deliveries(event) - deliveries(it)).orElse(0.0) >= MANY_DELIVERIES;
        if (fans && (grown > 0 || then.isEmpty() && published)) {
            return of(event, Purpose.of("each publication goes to many", EVENT_SYSTEM), 70);
        }
        boolean waste = published && event.subscribers() == 0 && !event.onDemand();
        return waste ? of(event, Purpose.of("published and nobody subscribed", EVENT_SYSTEM), 50) : Optional.empty();
    }

    /** How many messages came to each process whose mailbox grew between the two readings. */
    private static List<Long> fallingBehind(List<ProcessRow> before, List<ProcessRow> rows) {
        Map<String, ProcessRow> known = new HashMap<>();
        before.forEach(row -> known.put(row.pid(), row));
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(known.get(row.pid()))
                        .filter(then -> row.mailbox() > then.mailbox() + 1)
                        .map(then -> (long)
                                (row.messagesIn().value() - then.messagesIn().value()))
                        .stream())
                .toList();
    }

    private static boolean often(EventInfo event) {
        Optional<Duration> life = event.createdAt()
                .value()
                .flatMap(from -> event.lastPublishedAt().value().map(to -> Duration.between(from, to)));
        return life.map(it -> it.toNanos() / Math.max(1, event.published().value()) < OFTEN.toNanos())
                .orElse(false);
    }

    private static double deliveries(EventInfo event) {
        return event.localSent().value() + event.remoteSent().value();
    }

    private static Optional<Noted> of(EventInfo event, Purpose reason, int weight) {
        return Optional.of(new Noted(event, reason, weight));
    }
}
