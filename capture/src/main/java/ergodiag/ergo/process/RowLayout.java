package ergodiag.ergo.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How rows are written, but for their values: names, signs and blanks in their order. Rows that one program wrote have one layout, or a few. */
final class RowLayout {
    /** Longer than what any node writes beside the values, in bytes. */
    private static final int LONGEST = 1 << 12;

    private static final Map<String, RowField> FIELDS = new HashMap<>();

    static {
        RowField.all().forEach(field -> FIELDS.put(field.json(), field));
    }

    private final byte[][] pieces;
    private final @Nullable RowField[] fields;
    private final List<String> others;
    private final int lines;

    private RowLayout(List<byte[]> pieces, List<String> names) {
        this.pieces = pieces.toArray(new byte[0][]);
        this.fields = names.stream().map(FIELDS::get).toArray(RowField[]::new);
        this.others = names.stream().filter(name -> !FIELDS.containsKey(name)).toList();
        this.lines = pieces.stream().mapToInt(RowLayout::lines).sum();
    }

    /**
     * A row and how it is written.
     *
     * @param end behind its last byte
     */
    record Row(RowLayout layout, int end) {}

    /**
     * Finds out how the row is written that begins at that place.
     *
     * @param end behind what is there to be read; a zero stands there
     * @return empty for one that does not end there, that is no JSON, and for any of which more than the values would have to be understood: with others inside, with
     *     escapes in a name, with a field told twice
     */
    static Optional<Row> read(byte[] text, int begin, int end) {
        return new Reading(text, begin, end).row();
    }

    /** How many fields there are. */
    int size() {
        return fields.length;
    }

    /** What stands before a value; behind the last one when there are no more. */
    byte[] piece(int field) {
        return pieces[field];
    }

    /** What a value is; null for one that is not kept. */
    @Nullable
    RowField field(int field) {
        return fields[field];
    }

    /** Names of the fields that are not kept. */
    List<String> others() {
        return others;
    }

    /** How many lines end in a row. */
    int lines() {
        return lines;
    }

    private static int lines(byte[] piece) {
        int lines = 0;
        for (byte b : piece) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowLayout layout && Arrays.deepEquals(pieces, layout.pieces);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(pieces);
    }

    /** Goes over one row. */
    private static final class Reading {
        private final byte[] text;
        private final int begin;
        private final int end;
        private final List<byte[]> pieces = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private int at;
        /** Where the piece begins that is gone over. */
        private int piece;

        private Reading(byte[] text, int begin, int end) {
            this.text = text;
            this.begin = begin;
            this.end = end;
        }

        private Optional<Row> row() {
            at = begin;
            piece = begin;
            boolean readable = passes('{');
            boolean goesOn = readable && !passes('}');
            while (goesOn) {
                readable = field();
                goesOn = readable && !passes('}');
                readable &= !goesOn || passes(',');
                goesOn &= readable;
            }
            pieces.add(Arrays.copyOfRange(text, piece, at));
            int length = pieces.stream().mapToInt(part -> part.length).sum();
            return readable && at <= end && length <= LONGEST && !isTwice()
                    ? Optional.of(new Row(new RowLayout(pieces, names), at))
                    : Optional.empty();
        }

        private boolean field() {
            int name = at + 1;
            if (!passes('"') || !string(false)) {
                return false;
            }
            names.add(new String(text, name, at - 1 - name, StandardCharsets.US_ASCII));
            blanks();
            if (!passes(':')) {
                return false;
            }
            pieces.add(Arrays.copyOfRange(text, piece, at));
            boolean readable = text[at] == '"' ? passes('"') && string(true) : word();
            piece = at;
            blanks();
            return readable;
        }

        /** Passes over a sign, and over the blanks behind it unless it ends the row or begins a text. */
        private boolean passes(char sign) {
            boolean there = text[at] == sign;
            if (there) {
                at++;
                if (sign != '"' && sign != '}') {
                    blanks();
                }
            }
            return there;
        }

        private void blanks() {
            while (text[at] == ' ' || text[at] == '\n') {
                at++;
            }
        }

        /** Passes over the rest of a text. @param any whether it may have others than letters of ASCII in it */
        private boolean string(boolean any) {
            while (text[at] != '"') {
                boolean escape = text[at] == '\\';
                boolean plain = text[at] >= ' ' && !escape;
                if (at >= end || !plain && !(any && (escape || text[at] < 0))) {
                    return false;
                }
                at += escape && at + 1 < end && text[at + 1] > ' ' ? 2 : 1;
            }
            at++;
            return true;
        }

        /** Passes over a number, or over what is written like one. */
        private boolean word() {
            int from = at;
            while (Character.isLetterOrDigit(text[at]) || text[at] == '-' || text[at] == '+' || text[at] == '.') {
                at++;
            }
            return at > from && at < end;
        }

        private boolean isTwice() {
            return names.stream().anyMatch(name -> Collections.frequency(names, name) > 1);
        }
    }
}
