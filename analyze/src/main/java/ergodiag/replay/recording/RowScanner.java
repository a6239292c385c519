package ergodiag.replay.recording;

import ergodiag.bundle.NotABundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes over a list row by row and tells where the values of each stand, so that a list of any length passes. A row that is laid out like the one before
 * is compared with that one and not taken apart.
 *
 * <p>Longer than others because both ways go over the same buffer, which is filled and moved in the middle of a row.
 */
final class RowScanner {
    private static final int PIECE = 1 << 16;
    /** Longer than any row. */
    private static final int LONGEST = 16 << 20;
    /** Of a layout, besides its bytes, and of a name and a piece of it. */
    private static final int HEAD = 100;

    private final InputStream in;
    private final Map<String, Integer> known = new HashMap<>();
    private final List<Layout> layouts = new ArrayList<>();
    private byte[] text = new byte[PIECE];
    /** Of the row that is read. */
    private int row;

    private int at;
    private int end;
    private boolean first = true;
    private int layout = -1;
    private long bytes;
    /** Where values begin and end, from the beginning of the row on. */
    private int[] places = new int[64];

    /** @param in a list; what is none has no rows */
    RowScanner(InputStream in) {
        this.in = in;
    }

    /** Goes to the next row. @return false where no further row is */
    boolean next() throws IOException {
        if (first && !begins()) {
            return false;
        }
        row = at;
        int c = blanks();
        if (c == ']') {
            return false;
        }
        if (!first) {
            expect(',');
            c = blanks();
        }
        first = false;
        if (c != '{') {
            return value(c);
        }
        row = at;
        if (layout < 0 || !likeTheLast(layouts.get(layout))) {
            at = row;
            takeApart();
        }
        return true;
    }

    private boolean begins() throws IOException {
        int c = blanks();
        if (c == '[') {
            at++;
            return true;
        }
        if (c < 0) {
            return false;
        }
        return value(c);
    }

    /** What may be a value and is no row ends the list. */
    private boolean value(int c) {
        if ("{[\"-0123456789tfn".indexOf(c) < 0) {
            throw broken();
        }
        return false;
    }

    /** The layout of the row, by its number. */
    int layout() {
        return layout;
    }

    Layout layout(int number) {
        return layouts.get(number);
    }

    /** Bytes of memory that the layouts take, about. */
    long bytes() {
        return bytes;
    }

    byte[] text() {
        return text;
    }

    /** Where a value begins in that text. */
    int from(int field) {
        return row + places[2 * field];
    }

    /** Where it ends. */
    int to(int field) {
        return row + places[2 * field + 1];
    }

    private boolean likeTheLast(Layout last) throws IOException {
        int fields = last.names().size();
        for (int field = 0; field <= fields; field++) {
            byte[] piece = last.bytes().get(field);
            if (!has(piece.length) || !Arrays.equals(text, at, at + piece.length, piece, 0, piece.length)) {
                return false;
            }
            at += piece.length;
            if (field < fields) {
                places[2 * field] = at - row;
                skip();
                places[2 * field + 1] = at - row;
            }
        }
        return true;
    }

    private void takeApart() throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int piece = 0;
        expect('{');
        int c = blanks();
        while (c != '}') {
            if (!names.isEmpty()) {
                expect(',');
                c = blanks();
            }
            int name = at - row;
            if (c != '"') {
                throw broken();
            }
            skip();
            names.add(new String(text, row + name, at - row - name, StandardCharsets.UTF_8));
            blanks();
            expect(':');
            blanks();
            int from = at - row;
            skip();
            pieces.add(Arrays.copyOfRange(text, row + piece, row + from));
            piece = at - row;
            if (places.length < 2 * names.size() + 2) {
                places = Arrays.copyOf(places, 2 * places.length);
            }
            places[2 * names.size() - 2] = from;
            places[2 * names.size() - 1] = piece;
            c = blanks();
        }
        at++;
        pieces.add(Arrays.copyOfRange(text, row + piece, at));
        StringBuilder key = new StringBuilder();
        pieces.forEach(part ->
                key.append(new String(part, StandardCharsets.ISO_8859_1)).append('\0'));
        layout = known.computeIfAbsent(key.toString(), unknown -> {
            bytes += 5L * unknown.length() + HEAD * (names.size() + 2L);
            layouts.add(Layout.of(pieces, names));
            return layouts.size() - 1;
        });
    }

    /** Passes over a value. */
    private void skip() throws IOException {
        int c = peek();
        if (c == '"') {
            string();
        } else if (c == '{' || c == '[') {
            int depth = 0;
            do {
                c = peek();
                if (c == '"') {
                    string();
                } else {
                    depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                    at++;
                }
            } while (depth > 0);
        } else {
            int begin = at - row;
            while (c > ' ' && c != ',' && c != '}' && c != ']') {
                at++;
                c = peek();
            }
            if (at - row == begin) {
                throw broken();
            }
        }
    }

    private void string() throws IOException {
        at++;
        for (int c = peek(); c != '"'; c = peek()) {
            if (c < ' ') {
                throw broken();
            }
            at++;
            if (c == '\\') {
                peek();
                at++;
            }
        }
        at++;
    }

    /** Passes over blanks. @return what follows, which is not passed; -1 where the text ends */
    private int blanks() throws IOException {
        while (has(1)) {
            int c = text[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c & 0xff;
            }
            at++;
        }
        return -1;
    }

    private void expect(char sign) throws IOException {
        if (peek() != sign) {
            throw broken();
        }
        at++;
    }

    private int peek() throws IOException {
        if (at == end && !has(1)) {
            throw broken();
        }
        return text[at] & 0xff;
    }

    /** Reads on where so many bytes are not there yet, and keeps the row as far as it was read. */
    private boolean has(int bytes) throws IOException {
        while (end - at < bytes) {
            if (row > 0) {
                System.arraycopy(text, row, text, 0, end - row);
                at -= row;
                end -= row;
                row = 0;
            }
            if (end == text.length) {
                if (end >= LONGEST) {
                    throw new NotABundle("Replaying: a row of a recorded list is longer than any is.");
                }
                text = Arrays.copyOf(text, 2 * text.length);
            }
            int read = in.read(text, end, text.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    private static NotABundle broken() {
        return new NotABundle("Replaying: a recorded list cannot be read (it is no JSON, or ends in the middle).");
    }
}
