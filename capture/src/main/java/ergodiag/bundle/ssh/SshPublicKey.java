package ergodiag.bundle.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public ed25519 key of OpenSSH: what stands in {@code id_ed25519.pub} and, behind options, in {@code authorized_keys}. */
public final class SshPublicKey {
    /** The name of its kind. */
    public static final String KIND = "ssh-ed25519";

    /** Bytes of a point on the curve. */
    static final int POINT = 32;

    /** Options of an authorized key: no blank outside of quotes. Then kind, key, comment. */
    private static final Pattern LINE = Pattern.compile("(?:(?:[^\\s\"]|\"(?:[^\"\\\\]|\\\\.)*+\")++\\s+)?"
            + "(?<kind>(?:sk-)?(?:ssh|ecdsa)-[a-zA-Z0-9@.-]+)\\s+(?<key>[A-Za-z0-9+/=]+)(?:\\s+(?<comment>.*))?");

    private final byte[] point;
    private final String comment;

    SshPublicKey(byte[] point, String comment) {
        if (point.length != POINT) {
            throw new IllegalArgumentException("a point has " + POINT + " bytes");
        }
        this.point = point.clone();
        this.comment = comment;
    }

    /** Whether a line is a public key of OpenSSH of whatever kind, so that it makes sense to read it. */
    public static boolean isLine(String line) {
        return LINE.matcher(line.strip()).matches();
    }

    /**
     * Reads a line.
     *
     * @throws UnusableKey when it is no ed25519 key
     */
    public static SshPublicKey of(String line) throws UnusableKey {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            throw new UnusableKey("it is no public key of OpenSSH");
        }
        if (!parts.group("kind").equals(KIND)) {
            throw new UnusableKey("it is a key of the kind " + parts.group("kind"));
        }
        String comment = parts.group("comment");
        return ofWire(decoded(parts.group("key")), comment == null ? "" : comment.strip());
    }

    private static byte[] decoded(String key) throws UnusableKey {
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            throw new UnusableKey("it is damaged", e);
        }
    }

    /** Reads the bytes that stand for the key wherever SSH sends or keeps one. */
    public static SshPublicKey ofWire(byte[] bytes, String comment) throws UnusableKey {
        SshWire wire = new SshWire(bytes);
        String kind = wire.text();
        if (!kind.equals(KIND)) {
            throw new UnusableKey(
                    kind.matches("[a-zA-Z0-9@.-]{1,64}") ? "it is a key of the kind " + kind : "it is damaged");
        }
        byte[] point = wire.string();
        if (point.length != POINT || !wire.atEnd()) {
            throw new UnusableKey("it is damaged");
        }
        return new SshPublicKey(point, comment);
    }

    /** The point on the curve, as RFC 8032 writes it. */
    public byte[] point() {
        return point.clone();
    }

    /** What its owner wrote behind it; "" for nothing. */
    public String comment() {
        return comment;
    }

    /** The bytes that stand for it wherever SSH sends or keeps it. */
    public byte[] wire() {
        byte[] kind = KIND.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer wire = ByteBuffer.allocate(Integer.BYTES + kind.length + Integer.BYTES + POINT);
        return wire.putInt(kind.length).put(kind).putInt(POINT).put(point).array();
    }

    /** Its sum as {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sum());
    }

    /** SHA-256 of {@link #wire()}. */
    public byte[] sum() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(wire());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Kind and key, without the comment. */
    @Override
    public String toString() {
        return KIND + " " + Base64.getEncoder().encodeToString(wire());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshPublicKey key && Arrays.equals(point, key.point);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(point);
    }
}
