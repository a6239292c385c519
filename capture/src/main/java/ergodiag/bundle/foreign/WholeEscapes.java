package ergodiag.bundle.foreign;

import java.io.IOException;
import java.io.Reader;

/**
 * JSON in which an escape of half a character ({@code \ud800} without its other half) is one of the replacement character, in names too, where
 * the parser would give the document up. It is of the same length, so that what a parser says of places is true.
 */
final class WholeEscapes extends Reader {
    private static final int SIZE = 1 << 13;
    /** Of one escape, its backslash included. */
    private static final int ESCAPE = 6;

    private final Reader in;
    /** What was read and not handed on yet; an escape is never cut by its end, nor is a pair of them. */
    private final char[] buffer = new char[SIZE];

    private int at;
    private int end;
    private int sound;
    private boolean ended;

    WholeEscapes(Reader in) {
        this.in = in;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == sound) {
            if (ended && at == end) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, sound - at);
        System.arraycopy(buffer, at, into, offset, count);
        at += count;
        return count;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        sound = 0;
        int count = in.read(buffer, end, SIZE - end);
        ended = count < 0;
        end += Math.max(0, count);
        mend();
    }

    /** Goes over what is there as far as it is known what it is. */
    private void mend() {
        while (sound < end) {
            if (buffer[sound] != '\\') {
                sound++;
            } else if (!ended && end - sound < 2 * ESCAPE) {
                return;
            } else if (end - sound > 1 && buffer[sound + 1] != 'u') {
                sound += 2;
            } else {
                sound += unicode();
            }
        }
    }

    /** @return the length of what begins here with a backslash and u: an escape, a pair of them, or what is none */
    private int unicode() {
        int first = value(sound);
        if (first < 0 || !Character.isSurrogate((char) first)) {
            return first < 0 ? 1 : ESCAPE;
        }
        int second = value(sound + ESCAPE);
        if (second >= 0 && Character.isSurrogatePair((char) first, (char) second)) {
            return 2 * ESCAPE;
        }
        "fffd".getChars(0, 4, buffer, sound + 2);
        return ESCAPE;
    }

    /** What the escape at that place says; -1 when there is none. */
    private int value(int place) {
        if (end - place < ESCAPE || buffer[place] != '\\' || buffer[place + 1] != 'u') {
            return -1;
        }
        int value = 0;
        for (int i = place + 2; i < place + ESCAPE; i++) {
            int digit = Character.digit(buffer[i], 16);
            if (digit < 0 || buffer[i] > 'f') {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    @Override
    public boolean ready() throws IOException {
        return at < sound || in.ready();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
