package ergodiag.bundle.ssh;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads bytes as SSH puts them together (RFC 4251, section 5): each string with its length before it. */
final class SshWire {
    private final ByteBuffer bytes;

    SshWire(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** @throws UnusableKey when fewer bytes are left */
    int number() throws UnusableKey {
        try {
            return bytes.getInt();
        } catch (BufferUnderflowException e) {
            throw cut(e);
        }
    }

    /** @throws UnusableKey when fewer bytes are left than it says that it has */
    byte[] string() throws UnusableKey {
        int length = number();
        if (length < 0 || length > bytes.remaining()) {
            throw new UnusableKey("it is damaged");
        }
        byte[] string = new byte[length];
        bytes.get(string);
        return string;
    }

    String text() throws UnusableKey {
        return new String(string(), StandardCharsets.ISO_8859_1);
    }

    /** Passes over bytes that have to stand here. */
    void expect(byte[] expected) throws UnusableKey {
        for (byte each : expected) {
            if (!bytes.hasRemaining() || bytes.get() != each) {
                throw new UnusableKey("it is damaged");
            }
        }
    }

    boolean atEnd() {
        return !bytes.hasRemaining();
    }

    private static UnusableKey cut(BufferUnderflowException e) {
        return new UnusableKey("it is damaged", e);
    }
}
