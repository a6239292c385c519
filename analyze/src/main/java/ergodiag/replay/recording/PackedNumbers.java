package ergodiag.replay.recording;

import ergodiag.ergo.process.NumberColumn;
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

    private final List<NumberColumn> pieces = new ArrayList<>();
    private long[] open = new long[FIRST];
    private int inOpen;
    private long bytes;

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
        NumberColumn piece = NumberColumn.of(open, PIECE);
        pieces.add(piece);
        bytes += piece.size();
        inOpen = 0;
    }
}
