package ergodiag.capture;

import java.io.IOException;
import java.io.Reader;

/** The characters of a text one by one, with one step back; for one thread, which makes it many times faster than the readers of the JDK. */
final class Chars {
    private final Reader in;
    private final char[] buffer = new char[1 << 13];
    private int next = 1;
    private int end = 1;

    Chars(Reader in) {
        this.in = in;
    }

    /** The next character; -1 at the end. */
    int read() throws IOException {
        if (next == end) {
            // the last character stays, so that a step back is possible
            buffer[0] = end > 1 ? buffer[end - 1] : ' ';
            int count = in.read(buffer, 1, buffer.length - 1);
            next = 1;
            end = 1 + Math.max(0, count);
            if (count <= 0) {
                return -1;
            }
        }
        return buffer[next++];
    }

    /** Makes the character that was read last the next one again. */
    void back() {
        next--;
    }
}
