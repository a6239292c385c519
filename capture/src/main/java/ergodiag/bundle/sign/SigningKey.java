package ergodiag.bundle.sign;

import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * A key to sign with: the file of an unencrypted {@code ssh-ed25519} key, as {@code ssh-keygen} writes it (PROTOCOL.key of OpenSSH). Other keys,
 * those with a passphrase, in an agent or in hardware sign with {@code ssh-keygen} itself.
 */
public final class SigningKey {
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String END = "-----END OPENSSH PRIVATE KEY-----";
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    /** Keys of any kind are shorter. */
    private static final int LONGEST = 64 << 10;

    private static final int SEED = 32;

    private static final String WAY_OUT =
            "; --sign-with takes an unencrypted ssh-ed25519 key only: sign afterwards, with unzip -p NAME.zip"
                    + " '*/SHA256SUMS' | ssh-keygen -Y sign -n " + Signed.PURPOSE + " -f KEY > NAME.zip.sig.";

    private final SshKey key;
    private final PrivateKey secret;

    private SigningKey(SshKey key, PrivateKey secret) {
        this.key = key;
        this.secret = secret;
    }

    /**
     * Reads a key.
     *
     * @throws UserError when the file cannot be read, or is not such a key
     */
    public static SigningKey of(Path file) {
        try {
            return read(text(file));
        } catch (MalformedSsh e) {
            throw new UserError("Reading --sign-with " + file + ": " + e.getMessage() + WAY_OUT, e);
        } catch (IOException e) {
            throw new UserError(
                    "Reading --sign-with " + file + ": the file cannot be read (" + e.getMessage()
                            + "); check the path and the rights.",
                    e);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new MalformedSsh("it is no file");
        }
        if (Files.size(file) > LONGEST) {
            throw new MalformedSsh("it is larger than a key is");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private static SigningKey read(String text) throws MalformedSsh {
        if (text.matches("(?s)\\s*(ssh|ecdsa|sk-ssh|sk-ecdsa)-[!-~]+ AAAA.*")) {
            throw new MalformedSsh("it is the public key, with which nobody can sign");
        }
        if (!text.startsWith(BEGIN)) {
            throw new MalformedSsh("it is no private key of OpenSSH");
        }
        SshReader file = new SshReader(SshReader.dearmored(text, BEGIN, END)).after(MAGIC);
        String cipher = file.text();
        file.text();
        file.string();
        if (file.number() != 1) {
            throw new MalformedSsh("it holds more keys than one");
        }
        SshKey key = SshKey.of(file.string());
        if (!key.type().equals(SshKey.ED25519)) {
            throw new MalformedSsh("it is a key of the kind " + key.type());
        }
        if (!cipher.equals("none")) {
            throw new MalformedSsh("it has a passphrase");
        }
        return unlocked(key, new SshReader(file.string()));
    }

    private static SigningKey unlocked(SshKey key, SshReader secrets) throws MalformedSsh {
        if (secrets.number() != secrets.number() || !secrets.text().equals(SshKey.ED25519)) {
            throw new MalformedSsh("it is damaged");
        }
        byte[] open = secrets.string();
        byte[] seed = Arrays.copyOf(secrets.string(), SEED);
        try {
            PrivateKey secret = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            SigningKey read = new SigningKey(key, secret);
            byte[] probe = read.sign(MAGIC);
            if (!Arrays.equals(key.content().string(), open)
                    || !SignatureAlgorithm.holds(key, SshKey.ED25519, new SshReader(new SshWriter().string(probe).written()), MAGIC).orElse(false)) {
                throw new MalformedSsh("its two halves do not belong together");
            }
            return read;
        } catch (GeneralSecurityException e) {
            throw new MalformedSsh("it is damaged", e);
        }
    }

    /** The half that everybody may know. */
    public SshKey key() {
        return key;
    }

    byte[] sign(byte[] what) {
        try {
            Signature signing = Signature.getInstance("Ed25519");
            signing.initSign(secret);
            signing.update(what);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK since 15 signs with Ed25519", e);
        }
    }
}
