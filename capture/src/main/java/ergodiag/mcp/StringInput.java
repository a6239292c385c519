package ergodiag.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The content of one JSON string, un-escaped while it streams, as UTF-8. Starts after the opening quote and ends at the closing one; what
 * follows is {@link #rest}.
 */
final class StringInput extends InputStream {
    private static final int NONE = -2;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 13];
    private int at;
    private int end;
    private byte[] pending = new byte[0];
    private int next;
    private int ahead = NONE;
    private boolean ended;
    private long consumed;

    StringInput(InputStream in) {
        this.in = in;
    }

    /** Bytes this string took on the wire so far. */
    long consumed() {
        return consumed;
    }

    /** What stands behind the string, up to so many bytes. */
    byte[] rest(int most) throws IOException {
        int here = Math.min(most, end - at);
        byte[] more = in.readNBytes(most - here);
        byte[] rest = Arrays.copyOfRange(buffer, at, at + here + more.length);
        at += here;
        System.arraycopy(more, 0, rest, here, more.length);
        return rest;
    }

    @Override
    public int read() throws IOException {
        if (next < pending.length) {
            return pending[next++] & 0xff;
        }
        if (ended) {
            return -1;
        }
        int c = raw();
        if (c == '"') {
            ended = true;
            return -1;
        }
        if (c != '\\') {
            return c;
        }
        return escaped(raw());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            count += plain(bytes, offset + count, length - count);
            int c = count < length ? read() : -1;
            if (c < 0) {
                break;
            }
            bytes[offset + count++] = (byte) c;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    /** Copies what is at hand up to the next character that means something else; most of a text is such runs. */
    private int plain(byte[] bytes, int offset, int length) {
        if (ended || next < pending.length || ahead != NONE) {
            return 0;
        }
        int most = Math.min(length, end - at);
        int run = 0;
        while (run < most && buffer[at + run] != '"' && buffer[at + run] != '\\') {
            run++;
        }
        System.arraycopy(buffer, at, bytes, offset, run);
        at += run;
        consumed += run;
        return run;
    }

    private int escaped(int c) throws IOException {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> c;
            case 'u' -> unicode();
            default -> throw new IOException("an unknown escape in the reply's text");
        };
    }

    private int unicode() throws IOException {
        int first = hex();
        int codePoint = first;
        if (Character.isHighSurrogate((char) first)) {
            codePoint = lowHalf((char) first);
        } else if (Character.isLowSurrogate((char) first)) {
            codePoint = 0xFFFD;
        }
        pending = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        next = 1;
        return pending[0] & 0xff;
    }

    /** The second half of a pair; what follows a lone half is kept for the next read. */
    private int lowHalf(char high) throws IOException {
        int c = raw();
        if (c != '\\') {
            ahead = c;
            consumed--;
            return 0xFFFD;
        }
        int kind = raw();
        if (kind != 'u') {
            throw new IOException("half a surrogate pair in the reply's text");
        }
        int low = hex();
        return Character.isLowSurrogate((char) low) ? Character.toCodePoint(high, (char) low) : 0xFFFD;
    }

    private int hex() throws IOException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(raw(), 16);
            if (digit < 0) {
                throw new IOException("a broken \\u escape in the reply's text");
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private int raw() throws IOException {
        int c = ahead != NONE ? ahead : fetched();
        ahead = NONE;
        consumed++;
        if (c < 0) {
            throw new IOException("the reply ends in the middle of its text");
        }
        return c;
    }

    private int fetched() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
        }
        return at == end ? -1 : buffer[at++] & 0xff;
    }
}
