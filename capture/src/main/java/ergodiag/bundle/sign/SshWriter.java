package ergodiag.bundle.sign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes as SSH does (RFC 4251, section 5): the other side of {@link SshReader}. */
final class SshWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    SshWriter raw(byte[] some) {
        bytes.writeBytes(some);
        return this;
    }

    SshWriter number(int number) {
        return raw(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    SshWriter string(byte[] some) {
        return number(some.length).raw(some);
    }

    SshWriter text(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] written() {
        return bytes.toByteArray();
    }
}
