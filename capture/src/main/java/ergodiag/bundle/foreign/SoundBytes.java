package ergodiag.bundle.foreign;

import java.io.IOException;
import java.io.InputStream;

/**
 * JSON as a parser takes it whole, whatever was written: bytes that are no UTF-8, which is all that JSON between programs may be (RFC 8259, 8.1),
 * are the replacement character (U+FFFD), and so is an escape of half a character ({@code \ud800} without its other half), in names too. A byte
 * order mark at the beginning is left out. Nearly all replies are letters of ASCII without such an escape, and pass as they are.
 */
final class SoundBytes extends InputStream {
    private static final int SIZE = 1 << 13;
    /** Of one escape, its backslash included. */
    private static final int ESCAPE = 6;
    /** Of a character in UTF-8. */
    private static final int LONGEST_CHARACTER = 4;

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};
    private static final byte[] REPLACING_ESCAPE = {'\\', 'u', 'f', 'f', 'f', 'd'};

    private final InputStream in;
    /** What was read behind the first byte that has to be looked at. */
    private final byte[] raw = new byte[SIZE];

    private int rawAt;
    private int rawEnd;
    /** What became of it. */
    private final byte[] mended = new byte[SIZE];

    private int mendedAt;
    private int mendedEnd;
    private boolean begun;
    private boolean ended;

    SoundBytes(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!begun) {
            begin();
        }
        while (mendedAt == mendedEnd) {
            if (rawAt < rawEnd) {
                mend();
            } else if (ended) {
                return -1;
            } else {
                int sound = pass(into, offset, Math.min(length, SIZE));
                if (sound > 0) {
                    return sound;
                }
            }
        }
        int count = Math.min(length, mendedEnd - mendedAt);
        System.arraycopy(mended, mendedAt, into, offset, count);
        mendedAt += count;
        return count;
    }

    private void begin() throws IOException {
        begun = true;
        fill(MARK.length);
        boolean marked = rawEnd - rawAt >= MARK.length;
        for (int i = 0; marked && i < MARK.length; i++) {
            marked = raw[rawAt + i] == MARK[i];
        }
        rawAt += marked ? MARK.length : 0;
    }

    /** Reads what needs no mending straight to where it is wanted, and keeps the rest. @return how much needs none */
    private int pass(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        ended = count < 0;
        int sound = 0;
        while (sound < count && isPlain(into[offset + sound])) {
            sound++;
        }
        rawAt = 0;
        rawEnd = Math.max(0, count - sound);
        System.arraycopy(into, offset + sound, raw, 0, rawEnd);
        return sound;
    }

    private static boolean isPlain(byte b) {
        return b > 0 && b != '\\';
    }

    private void mend() throws IOException {
        mendedAt = 0;
        mendedEnd = 0;
        while (rawAt < rawEnd && mendedEnd + 2 * ESCAPE <= SIZE) {
            byte b = raw[rawAt];
            if (b == '\\') {
                if (!fill(2 * ESCAPE)) {
                    return;
                }
                escape();
            } else if (b < 0) {
                if (!fill(LONGEST_CHARACTER)) {
                    return;
                }
                character();
            } else {
                // a parser takes text that begins with zeros for another encoding; in JSON no zero may stand anywhere,
                // and neither may a one
                mended[mendedEnd++] = b == 0 ? 1 : b;
                rawAt++;
            }
        }
    }

    /** Sees to it that so many bytes are there to be looked at, or all that are left. @return false when that has to wait until what is mended was taken */
    private boolean fill(int wanted) throws IOException {
        if (rawEnd - rawAt >= wanted || ended) {
            return true;
        }
        if (mendedEnd > mendedAt) {
            return false;
        }
        System.arraycopy(raw, rawAt, raw, 0, rawEnd - rawAt);
        rawEnd -= rawAt;
        rawAt = 0;
        while (rawEnd < wanted && !ended) {
            int count = in.read(raw, rawEnd, SIZE - rawEnd);
            ended = count < 0;
            rawEnd += Math.max(0, count);
        }
        return true;
    }

    /** A backslash with what belongs to it: an escape, a pair of them, or what is none. */
    private void escape() {
        int left = rawEnd - rawAt;
        if (left > 1 && raw[rawAt + 1] != 'u') {
            copy(raw[rawAt + 1] < 0 ? 1 : 2);
            return;
        }
        int first = value(rawAt);
        if (first < 0) {
            copy(1);
        } else if (!Character.isSurrogate((char) first)) {
            copy(ESCAPE);
        } else {
            int second = value(rawAt + ESCAPE);
            if (second >= 0 && Character.isSurrogatePair((char) first, (char) second)) {
                copy(2 * ESCAPE);
            } else {
                replace(ESCAPE, REPLACING_ESCAPE);
            }
        }
    }

    /** What the escape at that place says; -1 when there is none. */
    private int value(int place) {
        if (rawEnd - place < ESCAPE || raw[place] != '\\' || raw[place + 1] != 'u') {
            return -1;
        }
        int value = 0;
        for (int i = place + 2; i < place + ESCAPE; i++) {
            int digit = raw[i] > 'f' ? -1 : Character.digit(raw[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** A character of several bytes, or as many bytes as are none. */
    private void character() {
        int first = raw[rawAt] & 0xff;
        int length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
        int sound = 1;
        while (sound < length && rawAt + sound < rawEnd && continues(first, sound, raw[rawAt + sound] & 0xff)) {
            sound++;
        }
        if (length > 1 && sound == length && !isHalf()) {
            copy(length);
        } else {
            replace(sound, REPLACEMENT);
        }
    }

    /** Whether a byte may stand at that place behind the first one (Unicode, table 3-7); halves of characters are told apart when they are whole. */
    private static boolean continues(int first, int place, int b) {
        int least = place > 1 ? 0x80 : first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = place == 1 && first == 0xf4 ? 0x8f : 0xbf;
        return b >= least && b <= most;
    }

    /** Whether the three bytes are half a character (U+D800 to U+DFFF). */
    private boolean isHalf() {
        return (raw[rawAt] & 0xff) == 0xed && (raw[rawAt + 1] & 0xff) >= 0xa0;
    }

    private void copy(int count) {
        System.arraycopy(raw, rawAt, mended, mendedEnd, count);
        rawAt += count;
        mendedEnd += count;
    }

    private void replace(int count, byte[] by) {
        System.arraycopy(by, 0, mended, mendedEnd, by.length);
        rawAt += count;
        mendedEnd += by.length;
    }

    @Override
    public int available() throws IOException {
        return mendedEnd - mendedAt + rawEnd - rawAt + in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
