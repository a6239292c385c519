package ergodiag.bundle.ssh;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads what SSH writes (RFC 4251, section 5): numbers of four bytes, and strings with their length before them. No more is taken than is there.
 */
public final class SshReader {
    private final ByteBuffer bytes;

    public SshReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** What stands in Base64 between the two lines of an armour; lines before the first are not allowed, what comes after the last is not read. */
    public static byte[] dearmored(String text, String begin, String end) throws MalformedSsh {
        StringBuilder base64 = new StringBuilder();
        boolean inside = false;
        for (String line : text.lines().map(String::strip).toList()) {
            if (!inside && !line.equals(begin)) {
                throw new MalformedSsh("it does not begin with " + begin);
            }
            if (line.equals(end)) {
                return base64(base64.toString());
            }
            if (inside) {
                base64.append(line);
            }
            inside = true;
        }
        throw new MalformedSsh("it does not end with " + end);
    }

    public static byte[] base64(String text) throws MalformedSsh {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedSsh("its text is no Base64", e);
        }
    }

    /** Reads on after these bytes, which must stand here. */
    public SshReader after(byte[] expected) throws MalformedSsh {
        if (!Arrays.equals(taken(expected.length), expected)) {
            throw new MalformedSsh("it does not begin as it should");
        }
        return this;
    }

    public byte octet() throws MalformedSsh {
        return taken(1)[0];
    }

    /** A number without sign. */
    public long number() throws MalformedSsh {
        return Integer.toUnsignedLong(ByteBuffer.wrap(taken(Integer.BYTES)).getInt());
    }

    public byte[] string() throws MalformedSsh {
        long length = number();
        return taken(length > bytes.remaining() ? Integer.MAX_VALUE : (int) length);
    }

    public String text() throws MalformedSsh {
        return new String(string(), StandardCharsets.UTF_8);
    }

    /** A whole number of any length that is not negative. */
    public BigInteger integer() throws MalformedSsh {
        byte[] number = string();
        BigInteger read = number.length == 0 ? BigInteger.ZERO : new BigInteger(number);
        if (read.signum() < 0) {
            throw new MalformedSsh("a number in it is negative");
        }
        return read;
    }

    /** Nothing may come after what was read. */
    public void end() throws MalformedSsh {
        if (bytes.hasRemaining()) {
            throw new MalformedSsh("more stands in it than should");
        }
    }

    private byte[] taken(int length) throws MalformedSsh {
        if (length > bytes.remaining()) {
            throw new MalformedSsh("it ends too early");
        }
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }
}
