package ergodiag.replay.recording;

import ergodiag.bundle.NotABundle;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of a list in columns: of each value its form, which many share, and the number in it. That is all that stands there, so that the text of a row is put
 * together again exactly, and a process of a list takes some tens of bytes.
 */
final class RowTable {
    /** Rows after which it is looked at what they take. */
    private static final int OFTEN = 1 << 10;

    private static final int[] NOT_KNOWN = {};

    private final List<Layout> layouts = new ArrayList<>();
    private final Forms forms = new Forms();
    private final PackedNumbers layoutOf = new PackedNumbers();
    private Column[] columns = new Column[0];
    /** By name of a field, its place in each layout. */
    private final Map<String, int[]> fieldOf = new ConcurrentHashMap<>();

    /** The values that stand at one place of the rows. */
    private static final class Column {
        private final PackedNumbers forms = new PackedNumbers();
        private final PackedNumbers numbers = new PackedNumbers();
        /** The form of the last one. */
        private int last;

        /** @param row rows before had no such place where fewer values were added */
        private void add(int row, int form, long number) {
            if (forms.size() < row) {
                forms.fill(0, row);
                numbers.fill(0, row);
            }
            forms.add(form);
            numbers.add(number);
            last = form;
        }
    }

    /**
     * Reads a list behind those that were read before.
     *
     * @param most bytes of memory that all may take
     * @throws NotABundle when it is no list that can be read, or takes more
     */
    void read(InputStream list, long most) throws IOException {
        RowScanner scanner = new RowScanner(list);
        int before = layouts.size();
        while (scanner.next()) {
            while (layouts.size() <= before + scanner.layout()) {
                layouts.add(scanner.layout(layouts.size() - before));
            }
            add(scanner, before + scanner.layout());
            if (size() % OFTEN == 0 && bytes() + scanner.bytes() > most) {
                throw new NotABundle("Replaying: a recorded list takes more than " + (most >> 20)
                        + " MB of memory; start with more, with the option -Xmx of java.");
            }
        }
    }

    /** Gives back what further rows would need. */
    void end() {
        layoutOf.end();
        for (Column column : columns) {
            column.forms.end();
            column.numbers.end();
        }
    }

    private void add(RowScanner scanner, int layout) {
        int fields = layouts.get(layout).names().size();
        int row = size();
        if (columns.length < fields) {
            int before = columns.length;
            columns = Arrays.copyOf(columns, fields);
            Arrays.setAll(columns, field -> field < before ? columns[field] : new Column());
        }
        for (int field = 0; field < fields; field++) {
            Column column = columns[field];
            int form = forms.of(scanner.text(), scanner.from(field), scanner.to(field), column.last);
            column.add(row, form, forms.number());
        }
        layoutOf.add(layout);
    }

    int size() {
        return layoutOf.size();
    }

    private long bytes() {
        long bytes = forms.bytes();
        for (Column column : columns) {
            bytes += column.forms.bytes() + column.numbers.bytes();
        }
        return bytes;
    }

    Layout layout(int row) {
        return layouts.get((int) layoutOf.get(row));
    }

    private Form form(int row, int field) {
        return forms.get((int) columns[field].forms.get(row));
    }

    /** The text of a row, as it was read. */
    String text(int row) {
        Layout layout = layout(row);
        StringBuilder text = new StringBuilder();
        int fields = layout.names().size();
        for (int field = 0; field < fields; field++) {
            text.append(layout.pieces().get(field)).append(form(row, field).raw(columns[field].numbers.get(row)));
        }
        return text.append(layout.pieces().get(fields)).toString();
    }

    /** A text, a number (Long or Double) or a flag; empty for a field that holds others or nothing, and for none. */
    Optional<Object> value(int row, String name) {
        int field = field(row, name);
        return field < 0 ? Optional.empty() : form(row, field).value(columns[field].numbers.get(row));
    }

    /** A number, or 0. */
    double number(int row, String name) {
        int field = field(row, name);
        if (field < 0) {
            return 0;
        }
        Form form = form(row, field);
        long number = columns[field].numbers.get(row);
        return form == Form.WHOLE
                ? number
                : form.value(number)
                        .filter(Number.class::isInstance)
                        .map(value -> ((Number) value).doubleValue())
                        .orElse(0.0);
    }

    /** The first field of that name that holds neither others nor nothing; -1 for none. */
    private int field(int row, String name) {
        int[] known = fieldOf.getOrDefault(name, NOT_KNOWN);
        int layout = (int) layoutOf.get(row);
        if (layout >= known.length) {
            known = layouts.stream().mapToInt(it -> it.names().indexOf(name)).toArray();
            fieldOf.put(name, known);
        }
        List<String> names = layouts.get(layout).names();
        int field = known[layout];
        while (field >= 0
                && field < names.size()
                && !(names.get(field).equals(name) && form(row, field).isPlain())) {
            field++;
        }
        return field == names.size() ? -1 : field;
    }
}
