package ergodiag.bundle;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a reply takes in memory when it is read, told from its bytes alone and before anything is made of them. A reader keeps a record of each
 * element of a list and of each line of a text, however little stands in it, so those weigh; measured were 740 bytes for a process of which only
 * the pid is told, 830 for one with all its fields, 600 for an event, 120 for a line of a stack.
 */
final class Weight {
    private static final int ELEMENT = 700;
    /** An object inside another, or a list. */
    private static final int NESTED = 100;

    private static final int LINE = 120;
    private static final int PIECE = 1 << 16;

    private long weight;
    /** The last character that is no blank. */
    private int last = '\n';
    /** Whether the next character is the first of a line. */
    private boolean begins = true;

    private Weight() {}

    /**
     * Weighs a reply.
     *
     * @param most where it weighs more it is read no further
     * @return bytes of memory; more than {@code most} for whatever is too large
     */
    static long of(InputStream reply, long most) throws IOException {
        Weight of = new Weight();
        byte[] piece = new byte[PIECE];
        for (int read = reply.read(piece); read >= 0 && of.weight <= most; read = reply.read(piece)) {
            of.weight += read;
            for (int i = 0; i < read; i++) {
                of.add(piece[i]);
            }
        }
        return of.weight;
    }

    private void add(int c) {
        if (c == '\n') {
            begins = true;
            last = last == ':' ? c : last;
            return;
        }
        if (c == ' ' || c == '\t' || c == '\r') {
            begins = false;
            return;
        }
        weight += switch (c) {
            case '{' -> last == ':' ? NESTED : ELEMENT;
            case '[' -> NESTED;
            case '}', ']', ',' -> 0;
            default -> begins ? LINE : 0;
        };
        begins = false;
        last = c;
    }
}
