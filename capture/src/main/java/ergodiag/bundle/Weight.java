package ergodiag.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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
    /** Of which most replies need one. */
    private static final int FIRST = 1 << 12;

    private static final int PIECE = 1 << 16;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = EACH << 7;
    /** The one bit by which both brackets differ. */
    private static final long BRACKET = EACH * ('{' ^ '[');

    private final int element;
    private final int line;
    private byte[] piece = new byte[FIRST];
    private long weight;
    /** Whether the last piece ended with a colon, but for blanks. */
    private boolean colon;
    /** Whether the next character is the first of a line. */
    private boolean begins = true;

    /** @param line bytes of a line; 0 where lines weigh nothing, and are not looked for */
    private Weight(int element, int line) {
        this.element = element;
        this.line = line;
    }

    /**
     * Weighs a reply.
     *
     * @param most where it weighs more it is read no further
     * @return bytes of memory; more than {@code most} for whatever is too large
     */
    static long of(InputStream reply, long most) throws IOException {
        return of(new Weight(ELEMENT, LINE), reply, 1, most);
    }

    /**
     * The same of a list whose rows and texts take something else.
     *
     * @param row bytes of memory of each element
     * @param each bytes of memory of each byte that stands there
     */
    static long of(InputStream reply, int row, int each, long most) throws IOException {
        return of(new Weight(row, 0), reply, each, most);
    }

    private static long of(Weight of, InputStream reply, int each, long most) throws IOException {
        for (int read = reply.read(of.piece); read >= 0 && of.weight <= most; read = reply.read(of.piece)) {
            of.weight += (long) each * read;
            of.add(read);
            if (read == of.piece.length && read < PIECE) {
                of.piece = new byte[PIECE];
            }
        }
        return of.weight;
    }

    /** Eight bytes are looked at as one number; few of them hold a bracket or the end of a line. */
    private void add(int read) {
        if (read == 0) {
            return;
        }
        line(0, begins);
        long ends = line == 0 ? 0 : -1;
        begins = false;
        int i = 0;
        for (; i + Long.BYTES <= read; i += Long.BYTES) {
            long word = (long) WORDS.get(piece, i);
            for (long found = ends & zeros(word ^ EACH * '\n') | zeros((word | BRACKET) ^ EACH * '{');
                    found != 0;
                    found &= found - 1) {
                add(i + (Long.numberOfTrailingZeros(found) >> 3), read);
            }
        }
        for (; i < read; i++) {
            add(i, read);
        }
        colon = endsWithColon(read);
    }

    /** The highest bit of each byte that is zero, and now and then of one above such a byte. */
    private static long zeros(long word) {
        return word - EACH & ~word & HIGH;
    }

    private void add(int at, int read) {
        switch (piece[at]) {
            case '{' -> weight += endsWithColon(at) ? NESTED : element;
            case '[' -> weight += NESTED;
            case '\n' -> {
                begins = at + 1 == read;
                line(at + 1, !begins);
            }
            default -> {}
        }
    }

    /** Weighs the line that begins there; JSON weighs by its brackets. */
    private void line(int at, boolean begins) {
        if (begins && "{[}], \t\r\n".indexOf(piece[at]) < 0) {
            weight += line;
        }
    }

    /** Whether what stands before is a colon, with nothing but blanks behind it. */
    private boolean endsWithColon(int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (piece[i] != ' ' && piece[i] != '\t' && piece[i] != '\r') {
                return piece[i] == ':';
            }
        }
        return colon;
    }
}
