package ergodiag.replay.recording;

import ergodiag.bundle.NotABundle;
import ergodiag.bundle.foreign.ForeignJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The rows of a recorded list: each with its text exactly as the node wrote it and its plain fields, so that lists of a million rows are
 * filtered and sorted without being parsed again.
 *
 * @param all the rows in the recorded order
 */
public record Rows(List<Row> all) {

    /**
     * One object of the list.
     *
     * @param text as the node wrote it
     * @param names names of its plain fields
     * @param values their values: String, Long, Double or Boolean
     */
    public record Row(String text, String[] names, Object[] values) {
        /** The text of a field, or "". */
        public String text(String name) {
            return value(name) instanceof String found ? found : "";
        }

        /** A number, or 0. */
        public double number(String name) {
            return value(name) instanceof Number found ? found.doubleValue() : 0;
        }

        public boolean flag(String name) {
            return Boolean.TRUE.equals(value(name));
        }

        /** Its value, or "". */
        public Object value(String name) {
            for (int i = 0; i < names.length; i++) {
                if (names[i].equals(name)) {
                    return values[i];
                }
            }
            return "";
        }

        /** What makes two rows the same thing; the whole text where it has no name. */
        private String identity() {
            for (String name : List.of("PID", "Event", "Node")) {
                if (!text(name).isEmpty()) {
                    return text(name);
                }
            }
            return text;
        }
    }

    /** The rows of a list in one part or several; a row that is in two parts counts once. */
    static Rows of(List<String> parts) {
        List<Row> rows = new ArrayList<>();
        Map<List<String>, String[]> shapes = new HashMap<>();
        Map<String, String> words = new HashMap<>();
        for (String part : parts) {
            read(part, rows, shapes, words);
        }
        if (parts.size() > 1) {
            Set<String> seen = new HashSet<>();
            rows.removeIf(row -> !seen.add(row.identity()));
        }
        return new Rows(rows);
    }

    private static void read(
            String part, List<Row> rows, Map<List<String>, String[]> shapes, Map<String, String> words) {
        try (JsonParser parser = ForeignJson.mapper().createParser(part)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int begin = (int) parser.currentTokenLocation().getCharOffset();
                rows.add(row(parser, part, begin, shapes, words));
            }
        } catch (JacksonException e) {
            throw new NotABundle("Replaying: a recorded list cannot be read (" + e.getOriginalMessage() + ").", e);
        }
    }

    private static Row row(
            JsonParser parser, String part, int begin, Map<List<String>, String[]> shapes, Map<String, String> words) {
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (token) {
                case VALUE_STRING -> add(names, name, values, words.computeIfAbsent(parser.getString(), text -> text));
                case VALUE_NUMBER_INT -> add(names, name, values, whole(parser));
                case VALUE_NUMBER_FLOAT -> add(names, name, values, parser.getDoubleValue());
                case VALUE_TRUE, VALUE_FALSE -> add(names, name, values, token == JsonToken.VALUE_TRUE);
                default -> parser.skipChildren();
            }
        }
        int end = (int) parser.currentTokenLocation().getCharOffset() + 1;
        String[] shape = shapes.computeIfAbsent(names, list -> list.toArray(String[]::new));
        return new Row(part.substring(begin, end), shape, values.toArray());
    }

    private static void add(List<String> names, String name, List<Object> values, Object value) {
        names.add(name);
        values.add(value);
    }

    private static Object whole(JsonParser parser) {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? (Object) parser.getBigIntegerValue().doubleValue()
                : (Object) parser.getLongValue();
    }

    Rows without(Predicate<Row> unwanted) {
        return all.stream().noneMatch(unwanted)
                ? this
                : new Rows(all.stream().filter(unwanted.negate()).toList());
    }

    public boolean has(String field, String value) {
        return all.stream().anyMatch(row -> row.text(field).equals(value));
    }

    @Override
    public String toString() {
        return all.size() + " rows " + Arrays.toString(all.stream().limit(1).toArray());
    }
}
