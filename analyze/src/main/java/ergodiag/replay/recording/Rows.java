package ergodiag.replay.recording;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * The rows of a recorded list: each with its text exactly as the node wrote it and its plain fields, so that lists of a million rows are
 * filtered and sorted without being parsed again.
 *
 * @param all the rows in the recorded order
 */
public record Rows(List<Row> all) {
    /** What of the memory one list may take: another may be there, and what is made of them. */
    private static final int SHARE = 4;

    /** One object of the list. */
    public static final class Row {
        private final RowTable table;
        private final int row;

        private Row(RowTable table, int row) {
            this.table = table;
            this.row = row;
        }

        /** As the node wrote it. */
        public String text() {
            return table.text(row);
        }

        /** Names of its plain fields. */
        public List<String> names() {
            return table.layout(row).names().stream()
                    .distinct()
                    .filter(name -> table.value(row, name).isPresent())
                    .toList();
        }

        /** The text of a field, or "". */
        public String text(String name) {
            return value(name) instanceof String found ? found : "";
        }

        /** A number, or 0. */
        public double number(String name) {
            return table.number(row, name);
        }

        public boolean flag(String name) {
            return Boolean.TRUE.equals(value(name));
        }

        /** Its value: String, Long, Double or Boolean; "" for none. */
        public Object value(String name) {
            return table.value(row, name).orElse("");
        }

        /** What makes two rows the same thing; the whole text where it has no name. */
        private String identity() {
            for (String name : List.of("PID", "Event", "Node")) {
                if (!text(name).isEmpty()) {
                    return text(name);
                }
            }
            return text();
        }
    }

    /** Rows of a table, made when they are looked at. */
    private static final class Chosen extends AbstractList<Row> implements RandomAccess {
        private final RowTable table;
        private final IntUnaryOperator places;
        private final int size;

        private Chosen(RowTable table, IntUnaryOperator places, int size) {
            this.table = table;
            this.places = places;
            this.size = size;
        }

        @Override
        public Row get(int index) {
            return new Row(table, places.applyAsInt(index));
        }

        @Override
        public int size() {
            return size;
        }
    }

    /** Rows and some more behind them. */
    private static final class Joined extends AbstractList<Row> implements RandomAccess {
        private final List<Row> first;
        private final List<Row> then;

        private Joined(List<Row> first, List<Row> then) {
            this.first = first;
            this.then = then;
        }

        @Override
        public Row get(int index) {
            return index < first.size() ? first.get(index) : then.get(index - first.size());
        }

        @Override
        public int size() {
            return first.size() + then.size();
        }
    }

    /** The rows of a list whose text is there. */
    static Rows of(String list) {
        Reader reader = new Reader();
        try {
            reader.read(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory cannot fail", e);
        }
        return reader.rows();
    }

    /** Reads the parts of a list, one after the other. */
    static final class Reader {
        private final RowTable table = new RowTable();
        private int parts;

        /** @throws ergodiag.bundle.NotABundle when it is no list that can be read, or takes too much memory */
        void read(InputStream part) throws IOException {
            table.read(part, Runtime.getRuntime().maxMemory() / SHARE);
            parts++;
        }

        /** A row that is in two parts counts once. */
        Rows rows() {
            table.end();
            Rows all = new Rows(new Chosen(table, IntUnaryOperator.identity(), table.size()));
            Set<String> seen = new HashSet<>();
            return parts > 1 ? all.without(row -> !seen.add(row.identity())) : all;
        }
    }

    /** The others, which are of one list. */
    Rows without(Predicate<Row> unwanted) {
        int[] places =
                all.stream().filter(unwanted.negate()).mapToInt(row -> row.row).toArray();
        return places.length == all.size()
                ? this
                : new Rows(new Chosen(all.get(0).table, index -> places[index], places.length));
    }

    /** These rows and others behind them. */
    Rows and(Rows more) {
        return new Rows(new Joined(all, more.all));
    }

    public boolean has(String field, String value) {
        return all.stream().anyMatch(row -> row.text(field).equals(value));
    }

    @Override
    public String toString() {
        return all.size() + " rows "
                + Arrays.toString(all.stream().limit(1).map(Row::text).toArray());
    }
}
