package ergodiag.playbooks.health;

import ergodiag.analyze.Words;
import ergodiag.ergo.DeliveryError;
import ergodiag.ergo.LogEntry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which of the four errors of delivery the log of a node tells of, that its counters do not tell apart.
 *
 * @param entries the messages that tell of each
 */
record DeliveryLog(Map<DeliveryError, List<LogEntry>> entries) {

    static DeliveryLog of(List<LogEntry> log) {
        Map<DeliveryError, List<LogEntry>> entries = new EnumMap<>(DeliveryError.class);
        log.forEach(entry -> DeliveryError.in(entry.message())
                .ifPresent(error ->
                        entries.computeIfAbsent(error, any -> new ArrayList<>()).add(entry)));
        return new DeliveryLog(entries);
    }

    /** {@code ; its log of that time tells of ErrNoConnection: ... (3 messages)}; "" where it tells of none. */
    String inWords() {
        return entries.isEmpty()
                ? ""
                : entries.entrySet().stream()
                        .map(error -> error.getKey().meaning() + " ("
                                + Words.many(error.getValue().size(), "message") + ")")
                        .collect(Collectors.joining("; ", "; its log of that time tells of ", ""));
    }

    /** The first message of each. */
    List<LogEntry> examples() {
        return entries.values().stream().map(each -> each.get(0)).toList();
    }
}
