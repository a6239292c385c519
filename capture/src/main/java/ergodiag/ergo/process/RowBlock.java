package ergodiag.ergo.process;

import ergodiag.bundle.Source;
import java.util.List;

/** Up to {@link #MOST} rows of process lists one after the other, field by field: a row takes some tens of bytes. */
final class RowBlock {
    static final int MOST = 1024;

    private final Texts texts;
    private final List<Source> lists;
    private final int size;
    private final NumberColumn[] fields;
    private final NumberColumn[] numbers;
    private final NumberColumn list;
    private final NumberColumn element;

    /**
     * @param lists the places of the lists that rows come from
     * @param rows fills the columns
     */
    RowBlock(Texts texts, List<Source> lists, RowBuffer rows) {
        this.texts = texts;
        this.lists = List.copyOf(lists);
        this.size = rows.size();
        this.fields = rows.fields();
        this.numbers = rows.numbers();
        this.list = rows.list();
        this.element = rows.element();
    }

    int size() {
        return size;
    }

    /** The element of its list that a row is. */
    Source at(int index) {
        return lists.get((int) list.get(index)).element((int) element.get(index) + index);
    }

    long value(RowField field, int index) {
        return fields[field.ordinal()].get(index);
    }

    /** The number in a text; {@link Texts#NONE} where it has none. */
    long number(RowField field, int index) {
        return numbers[field.ordinal()].get(index);
    }

    String text(RowField field, int index) {
        return texts.text(
                (int) value(field, index),
                field.kind() == RowField.Kind.NUMBERED_TEXT ? number(field, index) : Texts.NONE);
    }

    /** Memory that it takes, in bytes, the texts not counted. */
    long bytes() {
        long bytes = list.size() + element.size();
        for (int i = 0; i < fields.length; i++) {
            bytes += fields[i].size() + (numbers[i] == NumberColumn.NONE ? 0 : numbers[i].size());
        }
        return bytes;
    }
}
