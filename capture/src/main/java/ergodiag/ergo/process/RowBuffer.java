package ergodiag.ergo.process;

import ergodiag.ergo.Fields;
import java.util.Arrays;

/** Rows that are being read, until there are enough for a {@link RowBlock}. */
final class RowBuffer {
    private static final int FEW = 32;
    private static final long[] ABSENT =
            RowField.all().stream().mapToLong(RowField::absent).toArray();

    private final Texts texts;
    private final int fieldCount = RowField.all().size();
    private long[][] fields = new long[fieldCount][FEW];
    private long[][] numbers = new long[fieldCount][];
    private long[] lists = new long[FEW];
    private long[] elements = new long[FEW];
    private int size;

    /** @param texts knows the texts of all rows */
    RowBuffer(Texts texts) {
        this.texts = texts;
        RowField.numbered().forEach(field -> numbers[field.ordinal()] = new long[FEW]);
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == RowBlock.MOST;
    }

    /** Begins a row in which nothing is told; it is none until it {@linkplain #end() ends}. */
    void begin(int list, int element) {
        if (size == lists.length) {
            grow(2 * size);
        }
        for (int i = 0; i < fieldCount; i++) {
            fields[i][size] = ABSENT[i];
            if (numbers[i] != null) {
                numbers[i][size] = Texts.NONE;
            }
        }
        lists[size] = list;
        elements[size] = element - size;
    }

    private void grow(int length) {
        for (int i = 0; i < fieldCount; i++) {
            fields[i] = Arrays.copyOf(fields[i], length);
            if (numbers[i] != null) {
                numbers[i] = Arrays.copyOf(numbers[i], length);
            }
        }
        lists = Arrays.copyOf(lists, length);
        elements = Arrays.copyOf(elements, length);
    }

    void set(RowField field, long value) {
        fields[field.ordinal()][size] = value;
    }

    /** Sets a field that is a text. */
    void text(RowField field, char[] text, int offset, int length) {
        if (field.kind() == RowField.Kind.NUMBERED_TEXT) {
            fields[field.ordinal()][size] = texts.numbered(text, offset, length);
            numbers[field.ordinal()][size] = texts.number();
        } else {
            fields[field.ordinal()][size] = texts.whole(text, offset, length);
        }
    }

    /** Sets a field to a number if that is what it should be. @return whether it is */
    boolean number(RowField field, long value) {
        switch (field.kind()) {
            case COUNTER, COUNT -> {
                if (value < 0) {
                    return false;
                }
                set(field, value);
            }
            case SECONDS -> {
                if (Math.abs(value) > Fields.MOST_SECONDS) {
                    return false;
                }
                set(field, value);
            }
            case NANOS -> set(field, Math.max(0, value));
            case NANOS_OR_GAP -> set(field, value < 0 ? RowField.CANNOT_BE : value);
            case TEXT, NUMBERED_TEXT -> {
                return false;
            }
        }
        return true;
    }

    void end() {
        size++;
    }

    void clear() {
        size = 0;
    }

    NumberColumn[] fields() {
        return columns(fields);
    }

    NumberColumn[] numbers() {
        return columns(numbers);
    }

    private NumberColumn[] columns(long[][] values) {
        NumberColumn[] columns = new NumberColumn[fieldCount];
        for (int i = 0; i < fieldCount; i++) {
            columns[i] = values[i] == null ? NumberColumn.NONE : NumberColumn.of(values[i], size);
        }
        return columns;
    }

    NumberColumn list() {
        return NumberColumn.of(lists, size);
    }

    NumberColumn element() {
        return NumberColumn.of(elements, size);
    }
}
