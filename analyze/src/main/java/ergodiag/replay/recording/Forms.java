package ergodiag.replay.recording;

import ergodiag.bundle.foreign.Plausible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The forms of the values of a list, each kept once and known by its number. */
final class Forms {
    /** Of a form, besides its bytes. */
    private static final int HEAD = 200;

    private final List<Form> all = new ArrayList<>(List.of(Form.WHOLE));
    /** Places in the list, by what they hash to; 0 is free. */
    private int[] places = new int[64];

    private int[] hashes = new int[64];

    private long bytes;
    private long number;

    Form get(int form) {
        return all.get(form);
    }

    /** Bytes of memory that they take, about. */
    long bytes() {
        return bytes + (long) places.length * Integer.BYTES;
    }

    /** The number in the value that was looked at last. */
    long number() {
        return number;
    }

    /**
     * Finds or adds the form of a value.
     *
     * @param like the form of the value before it, which it often has too
     */
    int of(byte[] text, int from, int to, int like) {
        int digits = text[from] == '-' ? from + 1 : from;
        if (isNumber(text, digits, to) && (text[digits] != '0' || digits == from)) {
            number = digits == from ? value(text, from, to) : -value(text, digits, to);
            return 0;
        }
        Form last = all.get(like);
        if (like != 0 && last.numbered()) {
            int behind = to - last.after();
            int begin = from + last.before();
            if (behind > begin && isNumber(text, begin, behind) && last.is(text, from, begin, behind, to)) {
                number = value(text, begin, behind);
                return like;
            }
        }
        return found(text, from, to);
    }

    private int found(byte[] text, int from, int to) {
        int begin = to;
        int behind = to;
        for (int i = from; i < to; i++) {
            int digit = i;
            while (i < to && isDigit(text[i])) {
                i++;
            }
            if (i - digit > behind - begin && isNumber(text, digit, i)) {
                begin = digit;
                behind = i;
            }
        }
        number = behind > begin ? value(text, begin, behind) : Form.NO_NUMBER;
        int hash = hash(text, behind, to, hash(text, from, begin, behind - begin > 0 ? 1 : 0));
        int at = hash & places.length - 1;
        while (places[at] != 0) {
            if (all.get(places[at]).is(text, from, begin, behind, to)) {
                return places[at];
            }
            at = at + 1 & places.length - 1;
        }
        Form form = Form.of(Arrays.copyOfRange(text, from, begin), Arrays.copyOfRange(text, behind, to), number);
        bytes += HEAD + 3L * (to - from);
        all.add(form);
        hashes = hashes.length < all.size() ? Arrays.copyOf(hashes, 2 * all.size()) : hashes;
        hashes[all.size() - 1] = hash;
        places[at] = all.size() - 1;
        if (2 * all.size() > places.length) {
            grow();
        }
        return all.size() - 1;
    }

    private void grow() {
        places = new int[2 * places.length];
        for (int form = 1; form < all.size(); form++) {
            int at = hashes[form] & places.length - 1;
            while (places[at] != 0) {
                at = at + 1 & places.length - 1;
            }
            places[at] = form;
        }
    }

    private static int hash(byte[] text, int from, int to, int begun) {
        int hash = begun;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash ^ hash >>> 15;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** Whether that is a whole number as it is written without need for more than 64 bits. */
    private static boolean isNumber(byte[] text, int from, int to) {
        if (from >= to || to - from > Plausible.SURE_DIGITS || text[from] == '0' && to - from > 1) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!isDigit(text[i])) {
                return false;
            }
        }
        return true;
    }

    private static long value(byte[] text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = 10 * value + text[i] - '0';
        }
        return value;
    }
}
