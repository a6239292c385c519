package ergodiag.bundle.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A private ed25519 key of OpenSSH without a passphrase, from a file as {@code ssh-keygen -t ed25519} writes it (PROTOCOL.key of OpenSSH). It
 * has no {@code toString} of its own: nothing prints it.
 */
public final class SshPrivateKey {
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String END = "-----END OPENSSH PRIVATE KEY-----";
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    /** Bytes from which the key is made. */
    private static final int SEED = 32;

    private final SshPublicKey told;
    private final byte[] seed;

    private SshPrivateKey(SshPublicKey told, byte[] seed) {
        this.told = told;
        this.seed = seed;
    }

    /** Whether a text begins like such a file. */
    public static boolean isFile(String text) {
        return text.stripLeading().startsWith(BEGIN);
    }

    /**
     * Reads the text of such a file.
     *
     * @throws UnusableKey when it has a passphrase, is of another kind, or is damaged
     */
    public static SshPrivateKey of(String text) throws UnusableKey {
        String stripped = text.strip();
        if (!stripped.startsWith(BEGIN) || !stripped.endsWith(END)) {
            throw new UnusableKey("it is no private key of OpenSSH, or damaged");
        }
        SshWire file = new SshWire(decoded(stripped.substring(BEGIN.length(), stripped.length() - END.length())));
        file.expect(MAGIC);
        String cipher = file.text();
        String derivation = file.text();
        file.string();
        int keys = file.number();
        if (keys != 1) {
            throw new UnusableKey("it holds " + keys + " keys instead of one");
        }
        SshPublicKey told = SshPublicKey.ofWire(file.string(), "");
        if (!cipher.equals("none") || !derivation.equals("none")) {
            throw new UnusableKey("it is protected by a passphrase");
        }
        return of(told, new SshWire(file.string()));
    }

    private static SshPrivateKey of(SshPublicKey told, SshWire kept) throws UnusableKey {
        int check = kept.number();
        if (check != kept.number() || !kept.text().equals(SshPublicKey.KIND)) {
            throw new UnusableKey("it is damaged");
        }
        byte[] point = kept.string();
        byte[] pair = kept.string();
        if (pair.length != SEED + SshPublicKey.POINT
                || !Arrays.equals(point, told.point())
                || !Arrays.equals(point, Arrays.copyOfRange(pair, SEED, pair.length))) {
            throw new UnusableKey("it is damaged");
        }
        return new SshPrivateKey(new SshPublicKey(point, kept.text()), Arrays.copyOf(pair, SEED));
    }

    private static byte[] decoded(String lines) throws UnusableKey {
        try {
            return Base64.getDecoder().decode(lines.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new UnusableKey("it is damaged", e);
        }
    }

    /** The public key that belongs to it. */
    public SshPublicKey told() {
        return told;
    }

    /** The 32 bytes from which it is made (RFC 8032, section 5.1.5). */
    public byte[] seed() {
        return seed.clone();
    }
}
