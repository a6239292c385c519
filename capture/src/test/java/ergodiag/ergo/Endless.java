package ergodiag.ergo;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A beginning, and then the same text for ever. */
final class Endless extends InputStream {
    private final byte[] beginning;
    private final byte[] again;
    private long position;

    Endless(String beginning, String again) {
        this.beginning = beginning.getBytes(StandardCharsets.UTF_8);
        this.again = again.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
        long at = position++;
        return at < beginning.length ? beginning[(int) at] : again[(int) ((at - beginning.length) % again.length)];
    }
}
