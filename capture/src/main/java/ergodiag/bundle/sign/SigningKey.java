package ergodiag.bundle.sign;

import ergodiag.bundle.ssh.MalformedSsh;
import ergodiag.bundle.ssh.SshKey;
import ergodiag.bundle.ssh.SshPrivateKey;
import ergodiag.bundle.ssh.SshPublicKey;
import ergodiag.bundle.ssh.SshReader;
import ergodiag.bundle.ssh.SshWriter;
import ergodiag.bundle.ssh.UnusableKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * A key to sign with: an unencrypted {@code ssh-ed25519} key, as {@code ssh-keygen} writes it. Other keys, those with a passphrase, in an agent or in
 * hardware sign with {@code ssh-keygen} itself. Nothing prints it.
 */
public final class SigningKey {
    private static final byte[] PROBE = "its two halves belong together".getBytes(StandardCharsets.US_ASCII);

    private final SshKey key;
    private final PrivateKey secret;

    private SigningKey(SshKey key, PrivateKey secret) {
        this.key = key;
        this.secret = secret;
    }

    /**
     * Reads the text of a key's file.
     *
     * @throws UnusableKey when it is not such a key
     */
    public static SigningKey of(String text) throws UnusableKey {
        if (!SshPrivateKey.isFile(text)) {
            throw new UnusableKey(
                    SshPublicKey.isLine(text)
                            ? "it is the public key, with which nobody can sign"
                            : "it is no private key of OpenSSH");
        }
        return of(SshPrivateKey.of(text));
    }

    private static SigningKey of(SshPrivateKey read) throws UnusableKey {
        try {
            SshKey key = SshKey.of(read.told().wire());
            SigningKey signing = new SigningKey(
                    key,
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, read.seed())));
            SshReader made =
                    new SshReader(new SshWriter().string(signing.sign(PROBE)).written());
            if (!SignatureAlgorithm.holds(key, SshPublicKey.KIND, made, PROBE).orElse(false)) {
                throw new UnusableKey("its two halves do not belong together");
            }
            return signing;
        } catch (MalformedSsh | GeneralSecurityException e) {
            throw new UnusableKey("it is damaged", e);
        }
    }

    /** Signs what a stream has up to its end, in the form of a file that {@code ssh-keygen -Y verify} takes. */
    public String signature(InputStream sums) throws IOException {
        return SshSignature.of(sums, key, this::sign).text();
    }

    /** What people compare, as {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        return key.fingerprint();
    }

    /** The half that everybody may know. */
    SshKey key() {
        return key;
    }

    private byte[] sign(byte[] what) {
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
