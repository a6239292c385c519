package ergodiag.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digests that stand for texts: the same for the same text, and nobody without the key can tell from one which text it was, nor check a guess.
 * Safe for use by several threads.
 */
public final class KeyedDigest {
    private static final String ALGORITHM = "HmacSHA256";

    /** One for each thread: making one costs more than a digest. */
    private final ThreadLocal<Mac> macs;

    private KeyedDigest(byte[] key) {
        SecretKeySpec spec = new SecretKeySpec(key, ALGORITHM);
        macs = ThreadLocal.withInitial(() -> mac(spec));
    }

    /** With a random key that lives in memory only, and is gone with the process. */
    public static KeyedDigest random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new KeyedDigest(key);
    }

    /** With a key of the user's, for one purpose. */
    static KeyedDigest of(byte[] key, String purpose) {
        return new KeyedDigest(new KeyedDigest(key).of(purpose));
    }

    public byte[] of(String text) {
        return macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }

    /** The first eight hex digits. */
    public String shortOf(String text) {
        return HexFormat.of().formatHex(of(text), 0, 4);
    }
}
