package ergodiag.bundle.ssh;

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
        try {
            return ofWire(SshReader.base64(parts.group("key")), comment == null ? "" : comment.strip());
        } catch (MalformedSsh e) {
            throw new UnusableKey("it is damaged", e);
        }
    }

    /** Reads the bytes that stand for the key wherever SSH sends or keeps one. */
    public static SshPublicKey ofWire(byte[] bytes, String comment) throws UnusableKey {
        try {
            SshKey key = SshKey.of(bytes);
            if (!key.type().equals(KIND)) {
                throw new UnusableKey("it is a key of the kind " + key.type());
            }
            SshReader content = key.content();
            byte[] point = content.string();
            content.end();
            if (point.length != POINT) {
                throw new UnusableKey("it is damaged");
            }
            return new SshPublicKey(point, comment);
        } catch (MalformedSsh e) {
            throw new UnusableKey("it is damaged", e);
        }
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
        return new SshWriter().text(KIND).string(point).written();
    }

    /** SHA-256 of {@link #wire()}. */
    public byte[] sum() {
        return SshKey.sha("SHA-256", wire());
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
