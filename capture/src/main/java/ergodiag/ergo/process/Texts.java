package ergodiag.ergo.process;

import ergodiag.bundle.foreign.Plausible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts of which there are many, each told by two numbers: its stem, which is the text without one whole number, and that number. Ids of
 * processes, and names that count, have few stems: {@code <ABC.0.1005>}, {@code node1@localhost:1005.1795809671} and {@code worker_1005}.
 */
public final class Texts {
    /** The number of a text that has none. */
    static final long NONE = -1;

    /** The stem of the empty text. */
    static final int EMPTY = 0;

    /** So many texts are found quicker again. */
    private static final int LATELY = 1 << 7;
    /** A longer one is not kept twice. */
    private static final int SHORT = 1 << 7;

    /** Of a stem beside its characters, in bytes: two strings in two lists. */
    private static final int OWN = 120;

    private final List<String> before = new ArrayList<>();
    private final List<String> behind = new ArrayList<>();
    /** Places by hash: the stem's number plus one, or 0. */
    private int[] places = new int[64];
    /** By stem. */
    private int[] hashes = new int[32];

    /** Texts that were asked for lately, by a hash of stem and number. */
    private final Made[] made = new Made[LATELY];
    /** Stems that were met lately, by the hash of their texts. */
    private final Met[] met = new Met[LATELY];

    private long number;
    private long size;

    /** A text put together: many processes have the same parent, and each is asked for often. */
    private record Made(int stem, long number, String text) {}

    /** What stands around the number of a text: {@code before} characters in front of it, the others behind. */
    private record Met(int stem, char[] around, int before) {
        private boolean is(char[] text, int start, int from, int to, int end) {
            return before == from - start
                    && around.length - before == end - to
                    && Arrays.equals(around, 0, before, text, start, from)
                    && Arrays.equals(around, before, around.length, text, to, end);
        }
    }

    public Texts() {
        whole(new char[0], 0, 0);
    }

    /**
     * Takes a text up, the number cut out.
     *
     * @return its stem; {@link #number()} tells its number until the next one comes
     */
    int numbered(char[] text, int offset, int length) {
        int end = offset + length;
        int to = numberEnds(text, offset, end);
        int from = to;
        while (from > offset && to - from < Plausible.SURE_DIGITS && isDigit(text[from - 1])) {
            from--;
        }
        while (from < to - 1 && text[from] == '0') {
            from++;
        }
        if (from == to) {
            return whole(text, offset, length);
        }
        long read = 0;
        for (int i = from; i < to; i++) {
            read = 10 * read + text[i] - '0';
        }
        number = read;
        return stem(text, offset, from, to, end);
    }

    /** Takes a text up as it is. @return its stem */
    int whole(char[] text, int offset, int length) {
        number = NONE;
        return stem(text, offset, offset + length, offset + length, offset + length);
    }

    /** The number of the text that was taken up last; {@link #NONE} where it has none. */
    long number() {
        return number;
    }

    /** The text of that stem and number. */
    String text(int stem, long itsNumber) {
        if (itsNumber == NONE) {
            return before.get(stem);
        }
        int place = (int) (31 * itsNumber + stem) & LATELY - 1;
        Made last = made[place];
        if (last != null && last.stem() == stem && last.number() == itsNumber) {
            return last.text();
        }
        String text = before.get(stem) + itsNumber + behind.get(stem);
        made[place] = new Made(stem, itsNumber, text);
        return text;
    }

    /** Memory that the stems take, in bytes, about. */
    long size() {
        return size;
    }

    /** Behind the number that is cut out: the one behind the last colon, else the last one. */
    private static int numberEnds(char[] text, int offset, int end) {
        int to = end;
        while (to > offset && !isDigit(text[to - 1])) {
            to--;
        }
        for (int i = to - 1; i > offset; i--) {
            if (text[i - 1] == ':' && isDigit(text[i])) {
                to = i;
                while (to < end && isDigit(text[to])) {
                    to++;
                }
                return to;
            }
        }
        return to;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int stem(char[] text, int start, int from, int to, int end) {
        int hash = 1;
        for (int i = start; i < from; i++) {
            hash = 31 * hash + text[i];
        }
        for (int i = to; i < end; i++) {
            hash = 37 * hash + text[i];
        }
        int place = (hash ^ hash >>> 15) & LATELY - 1;
        Met last = met[place];
        if (last != null && last.is(text, start, from, to, end)) {
            return last.stem();
        }
        int stem = stem(hash, text, start, from, to, end);
        if (from - start + end - to <= SHORT) {
            char[] around = new char[from - start + end - to];
            System.arraycopy(text, start, around, 0, from - start);
            System.arraycopy(text, to, around, from - start, end - to);
            met[place] = new Met(stem, around, from - start);
        }
        return stem;
    }

    private int stem(int hash, char[] text, int start, int from, int to, int end) {
        int place = spread(hash);
        while (places[place] != 0) {
            int stem = places[place] - 1;
            if (isSame(before.get(stem), text, start, from) && isSame(behind.get(stem), text, to, end)) {
                return stem;
            }
            place = (place + 1) & (places.length - 1);
        }
        before.add(new String(text, start, from - start));
        behind.add(new String(text, to, end - to));
        if (before.size() > hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        }
        hashes[before.size() - 1] = hash;
        size += OWN + 2L * (from - start + end - to);
        places[place] = before.size();
        if (2 * before.size() > places.length) {
            grow();
        }
        return before.size() - 1;
    }

    private int spread(int hash) {
        int mixed = hash * 0x9e3779b9;
        return (mixed ^ mixed >>> 15) & (places.length - 1);
    }

    private static boolean isSame(String part, char[] text, int from, int to) {
        if (part.length() != to - from) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        places = new int[2 * places.length];
        for (int stem = 0; stem < before.size(); stem++) {
            int place = spread(hashes[stem]);
            while (places[place] != 0) {
                place = (place + 1) & (places.length - 1);
            }
            places[place] = stem + 1;
        }
    }
}
