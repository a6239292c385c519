package ergodiag.incident.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Events as a table: fields between commas, semicolons or tabs, with a row of names or the time first. */
final class EventsTable {
    private static final List<Character> DELIMITERS = List.of('\t', ';', ',');
    /** A cell with more lines than this is a quote that nobody closed. */
    private static final int LINES_OF_A_ROW = 50;

    /** Each line is one field, with the time at its beginning. */
    private static final char NONE = 0;

    private static final int LOOKED_AT = 50;

    private EventsTable() {}

    /** Whether the first line names columns, a time among them. */
    static boolean isNamed(List<String> lines) {
        return DELIMITERS.stream().anyMatch(by -> isNamed(by, lines));
    }

    private static boolean isHeader(List<String> fields) {
        List<EventField> names =
                fields.stream().map(EventField::named).flatMap(Optional::stream).toList();
        return names.contains(EventField.TEXT) && (names.contains(EventField.TIME) || names.contains(EventField.DATE));
    }

    static List<WrittenEvent> read(List<String> lines) {
        List<WrittenEvent> events = new ArrayList<>();
        List<EventField> names = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        char by = delimiter(lines);
        boolean first = true;
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).isBlank() || first && lines.get(at).startsWith("sep=")) {
                continue;
            }
            int end = end(lines, at, by);
            List<String> row = fields(String.join("\n", lines.subList(at, end)), by);
            if (first && isHeader(row)) {
                for (int i = 0; i < row.size(); i++) {
                    Optional<EventField> name = EventField.named(row.get(i));
                    if (name.isPresent() && !names.contains(name.get())) {
                        names.add(name.get());
                        columns.add(i);
                    }
                }
            } else {
                events.add(names.isEmpty() ? unnamed(at + 1, row) : named(at + 1, row, names, columns));
            }
            first = false;
            at = end - 1;
        }
        return events;
    }

    private static WrittenEvent named(int line, List<String> row, List<EventField> names, List<Integer> columns) {
        Map<EventField, String> values = new EnumMap<>(EventField.class);
        for (int i = 0; i < names.size(); i++) {
            int column = columns.get(i);
            if (column < row.size() && !row.get(column).isBlank()) {
                values.put(names.get(i), row.get(column));
            }
        }
        return EventField.event(line, values);
    }

    private static WrittenEvent unnamed(int line, List<String> row) {
        String rest = String.join(
                ", ", row.stream().skip(1).filter(field -> !field.isBlank()).toList());
        return row.size() == 1
                ? WrittenEvent.opening(line, row.get(0), "")
                : new WrittenEvent(line, "", row.get(0), rest, "", "", "", "");
    }

    /** The one by which the first line names columns, or behind times; none where the time is only followed by text. */
    private static char delimiter(List<String> lines) {
        for (char by : DELIMITERS) {
            if (isNamed(by, lines)) {
                return by;
            }
        }
        char best = ',';
        long most = 0;
        for (char by : DELIMITERS) {
            long times = lines.stream()
                    .limit(LOOKED_AT)
                    .map(line -> fields(line, by))
                    .filter(fields -> fields.size() > 1
                            && WrittenTime.at(fields.get(0))
                                    .filter(time -> time.end() == fields.get(0).length())
                                    .isPresent())
                    .count();
            if (times > most) {
                best = by;
                most = times;
            }
        }
        return most == 0 ? NONE : best;
    }

    private static boolean isNamed(char by, List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("sep="))
                .findFirst()
                .filter(first -> isHeader(fields(first, by)))
                .isPresent();
    }

    /** The line behind the row: a field in quotes may have line breaks. */
    private static int end(List<String> lines, int from, char by) {
        boolean open = false;
        for (int at = from; at < Math.min(lines.size(), from + LINES_OF_A_ROW); at++) {
            open = isOpen(lines.get(at), by, open);
            if (!open) {
                return at + 1;
            }
        }
        return from + 1;
    }

    private static boolean isOpen(String line, char by, boolean before) {
        boolean open = before;
        boolean begins = !before;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && (open || begins)) {
                open = !open;
                begins = !open;
            } else {
                begins = c == by || begins && c == ' ';
            }
        }
        return open;
    }

    private static List<String> fields(String row, char by) {
        if (by == NONE) {
            return List.of(row.strip());
        }
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(by)
                .setIgnoreSurroundingSpaces(true)
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
        try (CSVParser parser = CSVParser.parse(row, format)) {
            return parser.stream()
                    .findFirst()
                    .map(record -> record.toList().stream().map(String::strip).toList())
                    .orElse(List.of(""));
        } catch (IOException | UncheckedIOException e) {
            return List.of(row.strip());
        }
    }
}
