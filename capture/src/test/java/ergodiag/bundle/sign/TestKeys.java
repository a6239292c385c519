package ergodiag.bundle.sign;

import ergodiag.bundle.ssh.UnusableKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Keys and signatures that were made for tests and protect nothing; the README beside them says what each is. */
public final class TestKeys {
    /** As {@code ssh-keygen -l} prints it. */
    public static final String ED25519 = "SHA256:uncwch6V8XqVQaA/Rd4k5a35hbTGxaa/tKBoow/TYx4";

    private TestKeys() {}

    /** {@code ed25519}, to sign with. */
    public static SigningKey signing() {
        try {
            return SigningKey.of(text("ed25519"));
        } catch (UnusableKey e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(String file) {
        try (InputStream in = TestKeys.class.getResourceAsStream("/ergodiag/sign/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }
}
