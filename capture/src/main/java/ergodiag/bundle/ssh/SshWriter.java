package ergodiag.bundle.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes as SSH does (RFC 4251, section 5): the other side of {@link SshReader}. */
public final class SshWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public SshWriter raw(byte[] some) {
        bytes.writeBytes(some);
        return this;
    }

    public SshWriter number(int number) {
        return raw(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    public SshWriter string(byte[] some) {
        return number(some.length).raw(some);
    }

    public SshWriter text(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] written() {
        return bytes.toByteArray();
    }
}
