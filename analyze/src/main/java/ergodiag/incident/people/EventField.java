package ergodiag.incident.people;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an event can have, by the names that people give to columns and fields. */
enum EventField {
    DATE("date", "day"),
    TIME("time", "when", "at", "timestamp", "ts", "datetime", "start", "started", "from", "begin"),
    TEXT("event", "what", "text", "description", "message", "summary", "title", "action"),
    WHERE("node", "where", "host", "instance", "component"),
    WHO("who", "by", "person", "author", "user", "actor"),
    UNTIL("until", "end", "ended", "to", "finished");

    private final List<String> names;

    EventField(String... names) {
        this.names = List.of(names);
    }

    /** The field of that name, whatever its case. */
    static Optional<EventField> named(String name) {
        String word = name.strip().toLowerCase(Locale.ROOT);
        for (EventField field : values()) {
            if (field.names.contains(word)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** The event of those values. */
    static WrittenEvent event(int line, Map<EventField, String> values) {
        boolean dayOnly = !values.containsKey(TIME) && values.containsKey(DATE);
        return new WrittenEvent(
                line,
                dayOnly ? "" : values.getOrDefault(DATE, ""),
                dayOnly ? values.getOrDefault(DATE, "") : values.getOrDefault(TIME, ""),
                values.getOrDefault(TEXT, ""),
                values.getOrDefault(WHERE, ""),
                values.getOrDefault(WHO, ""),
                values.getOrDefault(UNTIL, ""),
                "");
    }
}
