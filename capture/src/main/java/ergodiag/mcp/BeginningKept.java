package ergodiag.mcp;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hands a text on and keeps its beginning: it may turn out to be an error only when all of it has come. */
final class BeginningKept extends FilterInputStream {
    private final int most;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

    BeginningKept(InputStream text, int most) {
        super(text);
        this.most = most;
    }

    byte[] beginning() {
        return beginning.toByteArray();
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        if (c >= 0 && beginning.size() < most) {
            beginning.write(c);
        }
        return c;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            beginning.write(bytes, offset, Math.min(count, most - beginning.size()));
        }
        return count;
    }
}
