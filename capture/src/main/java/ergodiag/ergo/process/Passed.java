package ergodiag.ergo.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a list that need not be parsed any more: for a parser of what follows there is one in their place that ends where the last of them does. */
final class Passed {
    private static final byte[] NOTHING = {};

    private byte[] head = NOTHING;
    private final Set<String> others = new LinkedHashSet<>();
    private @Nullable RowLayout last;
    private int rows;
    /** Since the head, and bytes since the last of them, or the head. */
    private long lines;

    private long column;

    /** @param bytes up to the first row */
    void head(byte[] bytes) {
        head = bytes;
    }

    int rows() {
        return rows;
    }

    /** How many names there were that are not kept. */
    int others() {
        return others.size();
    }

    /**
     * Passes a row.
     *
     * @param before behind the row before; for the first one, where the list begins
     */
    void row(RowLayout layout, byte[] text, int before, int begin, int end) {
        if (layout != last) {
            others.addAll(layout.others());
            last = layout;
        }
        int behind = rows == 0 ? head.length : before;
        rows++;
        int met = layout.lines();
        for (int i = behind; i < begin; i++) {
            met += text[i] == '\n' ? 1 : 0;
        }
        int from = end;
        while (met > 0 && text[from - 1] != '\n') {
            from--;
        }
        column = met > 0 ? end - from : column + end - behind;
        lines += met;
    }

    /**
     * A list that begins with what was passed.
     *
     * @param text what follows stands between {@code from} and {@code end}
     * @param in what follows behind it
     * @param failure why nothing follows there; null when something may
     */
    InputStream before(byte[] text, int from, int end, InputStream in, @Nullable IOException failure) {
        InputStream next = new ByteArrayInputStream(text, from, end - from);
        InputStream last = failure == null ? in : new Failing(failure);
        if (rows == 0) {
            return new SequenceInputStream(next, last);
        }
        StringBuilder names = new StringBuilder();
        others.forEach(name ->
                names.append(names.isEmpty() ? "\"" : ",\"").append(name).append("\":0"));
        long blanks = lines > 0 ? column - 1 : column - 2 - names.length();
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(head),
                bytes("{" + names),
                new Repeated((byte) '\n', lines),
                new Repeated((byte) ' ', blanks),
                bytes("}"),
                next,
                last)));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The same byte again and again. */
    private static final class Repeated extends InputStream {
        private final byte it;
        private long left;

        private Repeated(byte it, long times) {
            this.it = it;
            this.left = times;
        }

        @Override
        public int read() {
            left--;
            return left < 0 ? -1 : it;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = (int) Math.min(length, Math.max(0, left));
            Arrays.fill(into, offset, offset + count, it);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }

    /** What cannot be read. */
    private static final class Failing extends InputStream {
        private final IOException why;

        private Failing(IOException why) {
            this.why = why;
        }

        @Override
        public int read() throws IOException {
            throw why;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            throw why;
        }
    }
}
