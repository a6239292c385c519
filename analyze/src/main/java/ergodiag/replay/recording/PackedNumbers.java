package ergodiag.replay.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A column of numbers, each in as few bytes as those around it need: those that are the same for thousands of rows take none. Numbers are added one
 * after the other, and found by their place.
 */
final class PackedNumbers {
    private static final int SHIFT = 12;
    private static final int PIECE = 1 << SHIFT;
    private static final int FIRST = 16;
    /** Of a piece, besides its numbers. */
    private static final int HEAD = 48;

    private final List<Piece> pieces = new ArrayList<>();
    private long[] open = new long[FIRST];
    private int inOpen;
    private long bytes;

    /** Numbers as their differences from the smallest of them. */
    private interface Piece {
        long get(int at);
    }

    void add(long number) {
        if (inOpen == open.length) {
            open = Arrays.copyOf(open, Math.min(PIECE, 2 * open.length));
        }
        open[inOpen] = number;
        inOpen++;
        if (inOpen == PIECE) {
            pack();
        }
    }

    /** Adds a number until there are so many of them. */
    void fill(long number, int size) {
        while (size() < size) {
            add(number);
        }
    }

    int size() {
        return (pieces.size() << SHIFT) + inOpen;
    }

    long get(int at) {
        int piece = at >> SHIFT;
        return piece < pieces.size() ? pieces.get(piece).get(at & PIECE - 1) : open[at & PIECE - 1];
    }

    /** Bytes of memory that it takes, about. */
    long bytes() {
        return bytes + (long) open.length * Long.BYTES;
    }

    /** Gives back what further numbers would need. */
    void end() {
        if (inOpen > 0) {
            open = Arrays.copyOf(open, inOpen);
        }
    }

    private void pack() {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (long number : open) {
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
        pieces.add(piece(least, most));
        inOpen = 0;
    }

    private Piece piece(long least, long most) {
        long width = most - least;
        if (width < 0 || width > Integer.MAX_VALUE) {
            long[] whole = open.clone();
            bytes += HEAD + (long) PIECE * Long.BYTES;
            return at -> whole[at];
        }
        if (width == 0) {
            bytes += HEAD;
            return at -> least;
        }
        if (width <= 0xff) {
            byte[] small = new byte[PIECE];
            for (int i = 0; i < PIECE; i++) {
                small[i] = (byte) (open[i] - least);
            }
            bytes += HEAD + PIECE;
            return at -> least + (small[at] & 0xff);
        }
        if (width <= Character.MAX_VALUE) {
            char[] middle = new char[PIECE];
            for (int i = 0; i < PIECE; i++) {
                middle[i] = (char) (open[i] - least);
            }
            bytes += HEAD + (long) PIECE * Character.BYTES;
            return at -> least + middle[at];
        }
        int[] large = new int[PIECE];
        for (int i = 0; i < PIECE; i++) {
            large[i] = (int) (open[i] - least);
        }
        bytes += HEAD + (long) PIECE * Integer.BYTES;
        return at -> least + large[at];
    }
}
