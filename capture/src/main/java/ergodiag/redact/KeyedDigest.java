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

    private final SecretKeySpec key;

    private KeyedDigest(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** With a random key that lives in memory only, and is gone with the process. */
    public static KeyedDigest random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new KeyedDigest(key);
    }

    public byte[] of(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }

    /** The first eight hex digits. */
    public String shortOf(String text) {
        return HexFormat.of().formatHex(of(text), 0, 4);
    }
}
