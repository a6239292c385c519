package ergodiag.bundle.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
        try {
            return read(text.strip());
        } catch (MalformedSsh e) {
            throw new UnusableKey(e.how(), e);
        }
    }

    private static SshPrivateKey read(String text) throws UnusableKey, MalformedSsh {
        SshReader file = new SshReader(SshReader.dearmored(text, BEGIN, END)).after(MAGIC);
        String cipher = file.text();
        String derivation = file.text();
        file.string();
        long keys = file.number();
        if (keys != 1) {
            throw new UnusableKey("it holds " + keys + " keys instead of one");
        }
        SshPublicKey told = SshPublicKey.ofWire(file.string(), "");
        if (!cipher.equals("none") || !derivation.equals("none")) {
            throw new UnusableKey("it is protected by a passphrase");
        }
        return of(told, new SshReader(file.string()));
    }

    private static SshPrivateKey of(SshPublicKey told, SshReader kept) throws UnusableKey, MalformedSsh {
        long check = kept.number();
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

    /** The public key that belongs to it. */
    public SshPublicKey told() {
        return told;
    }

    /** The 32 bytes from which it is made (RFC 8032, section 5.1.5). */
    public byte[] seed() {
        return seed.clone();
    }
}
