package ergodiag.ergo.process;

import ergodiag.bundle.foreign.Plausible;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list as a node writes it, whose rows are not parsed but compared with those before: what stands between the values is the same, and of the values it knows plain
 * texts and whole numbers. A row in which anything else stands is told from its neighbours, for a parser to read it; where that cannot be done either, a parser reads
 * all that is left.
 *
 * <p>Longer than others because all of it goes over one buffer, which is filled and moved in the middle of a row.
 */
final class PlainList {
    /** For a row and what is read behind it: many times what a node writes. */
    private static final int ROOM = 1 << 14;
    /** Characters of a text. */
    private static final int LONGEST = 1 << 12;
    /** As much at a time as the parser reads, which so has as many rows before something that cannot be read. */
    private static final int PIECE = 8000;

    private static final int FIRST = 1 << 13;

    private static final int MOST_LAYOUTS = 16;
    /** Names of fields that are not kept. */
    private static final int MOST_OTHERS = 200;
    /** One of so many rows may be a parser's, and so many at once; it is quicker with all than with each. */
    private static final int SELDOM = 8;

    private static final int AT_ONCE = 16;
    /** In place of the end of a value: it is another than is known here. */
    private static final int OTHER = -1;
    /** It does not end in what was read. */
    private static final int CUT = -2;

    private final InputStream in;
    private final List<RowLayout> layouts = new ArrayList<>();
    private final Passed passed = new Passed();
    private final char[] string = new char[LONGEST];
    /** Behind what was read stands a zero. */
    private final byte[] text = new byte[ROOM + 1];

    private int end;
    private int at;
    /** Behind the last row that was passed. */
    private int kept;

    private boolean first = true;
    private boolean ended;
    private int parsed;
    private int length;
    private long number;
    private @Nullable IOException failure;

    /** @param in a list; of what is none nothing is passed */
    PlainList(InputStream in) {
        this.in = in;
    }

    /** Goes to the next row. @return false where no row is */
    boolean next() {
        int sign = blanks();
        if (first && sign == '[' || !first && sign == ',') {
            at++;
            if (first) {
                passed.head(Arrays.copyOf(text, at));
            }
            sign = blanks();
            ended = first && sign == ']';
            first = false;
            return sign == '{';
        }
        ended = !first && sign == ']';
        return false;
    }

    /** Whether no row is left. */
    boolean ended() {
        return ended;
    }

    /** How many rows were passed. */
    int rows() {
        return passed.rows();
    }

    /** All from the last row on that was passed, with one in place of all those that were. */
    InputStream rest() {
        return passed.before(text, kept, end, in, failure);
    }

    /** Takes the row and passes it. @param list the number of this list @return false for one that a parser has to read */
    boolean take(RowBuffer rows, int list) {
        for (int i = 0; i < layouts.size(); i++) {
            if (take(layouts.get(i), rows, list)) {
                if (i > 0) {
                    layouts.add(0, layouts.remove(i)); // rows that are alike stand together
                }
                return true;
            }
        }
        return false;
    }

    private boolean take(RowLayout layout, RowBuffer rows, int list) {
        int to = CUT;
        do {
            rows.begin(list, rows());
            to = taken(layout, rows);
        } while (to == CUT && more());
        if (to < 0) {
            return false;
        }
        rows.end();
        pass(layout, to);
        return true;
    }

    /** Takes the values. @return where the row ends */
    private int taken(RowLayout layout, RowBuffer rows) {
        int to = at;
        for (int i = 0; i < layout.size(); i++) {
            int value = behind(layout.piece(i), to);
            if (value < 0) {
                return value;
            }
            RowField field = layout.field(i);
            boolean isText = text[value] == '"';
            to = isText ? string(value + 1) : number(value);
            if (to < 0) {
                return to;
            }
            if (field != null) {
                if (field.isText() != isText) {
                    return OTHER;
                }
                if (isText) {
                    rows.text(field, string, 0, length);
                } else if (!rows.number(field, number)) {
                    return OTHER;
                }
            }
        }
        return behind(layout.piece(layout.size()), to);
    }

    private int behind(byte[] piece, int from) {
        int to = from + piece.length;
        if (to > end) {
            return CUT;
        }
        return Arrays.equals(text, from, to, piece, 0, piece.length) ? to : OTHER;
    }

    private int string(int from) {
        int to = from;
        byte c = text[to];
        while (c >= ' ' && c != '"' && c != '\\' && to - from < LONGEST) {
            string[to - from] = (char) c;
            c = text[++to];
        }
        length = to - from;
        return c == '"' ? to + 1 : to == end ? CUT : OTHER;
    }

    private int number(int from) {
        boolean negative = text[from] == '-';
        int first = negative ? from + 1 : from;
        int to = first;
        long read = 0;
        byte c = text[to];
        while (c >= '0' && c <= '9' && to - from < Plausible.SURE_DIGITS) {
            read = 10 * read + c - '0';
            c = text[++to];
        }
        if (to == end) {
            return CUT;
        }
        number = negative ? -read : read;
        return to == first || text[first] == '0' && to - from > 1 ? OTHER : to;
    }

    /**
     * Finds out how the row is written, so that rows like it can be taken.
     *
     * @return false when it is not known better than before
     */
    boolean learn() {
        Optional<RowLayout.Row> row = read();
        boolean unknown = row.isPresent()
                && layouts.size() < MOST_LAYOUTS
                && passed.others() + row.get().layout().others().size() <= MOST_OTHERS
                && !layouts.contains(row.get().layout());
        if (unknown) {
            layouts.add(row.get().layout());
        }
        return unknown;
    }

    /**
     * The row by itself, in a list; empty when it cannot be told, or when so many rows were asked for that it is better to read all that are left.
     * It has to be {@link #pass() passed} when it could be read.
     */
    Optional<byte[]> alone() {
        if (parsed > AT_ONCE + rows() / SELDOM) {
            return Optional.empty();
        }
        return read().filter(row -> layouts.contains(row.layout())).map(row -> {
            byte[] alone = new byte[row.end() - at + 2];
            System.arraycopy(text, at, alone, 1, row.end() - at);
            alone[0] = '[';
            alone[alone.length - 1] = ']';
            return alone;
        });
    }

    /** Passes the row that was asked for alone. */
    void pass() {
        parsed++;
        read().ifPresent(row -> pass(row.layout(), row.end()));
    }

    private void pass(RowLayout layout, int to) {
        passed.row(layout, text, kept, at, to);
        at = to;
        kept = to;
    }

    private Optional<RowLayout.Row> read() {
        Optional<RowLayout.Row> row = RowLayout.read(text, at, end);
        while (row.isEmpty() && more()) {
            row = RowLayout.read(text, at, end);
        }
        return row;
    }

    /** Passes over blanks. @return what follows, which is not passed; -1 where the text ends */
    private int blanks() {
        do {
            while (text[at] == ' ' || text[at] == '\n') {
                at++;
            }
        } while (at == end && more());
        return at == end ? -1 : text[at];
    }

    /** Reads on, and keeps what follows the last row that was passed. @return false where nothing comes, or there is no room for it */
    private boolean more() {
        System.arraycopy(text, kept, text, 0, end - kept);
        at -= kept;
        end -= kept;
        kept = 0;
        int piece = first ? FIRST : PIECE;
        int read = -1;
        if (failure == null && end + piece < text.length) {
            try {
                read = in.read(text, end, piece);
            } catch (IOException e) {
                failure = e;
            }
        }
        end += Math.max(0, read);
        text[end] = 0;
        return read > 0;
    }
}
