package ergodiag.bundle.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.crypto.EncryptedFileKey;
import com.exceptionfactory.jagged.framework.crypto.FileKeyDecryptorFactory;
import com.exceptionfactory.jagged.framework.crypto.FileKeyEncryptorFactory;
import ergodiag.bundle.ssh.SshPublicKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The part of a sealed file's head that is for the owner of an ed25519 key, as the program {@code age} writes it (C2SP, age; "the ssh-ed25519
 * recipient type"): which key, what was made up for this file alone, and the key of the file, locked.
 *
 * @param recipient whom it is for, by the beginning of the sum of the key
 * @param share the public half of what was made up
 * @param locked the key of the file
 */
record SshStanza(String recipient, byte[] share, byte[] locked) implements RecipientStanza {
    private static final byte[] LABEL = "age-encryption.org/v1/ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
    private static final int NAMED_BYTES = 4;
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    /** How a stanza names a key. */
    static String nameOf(SshPublicKey key) {
        return BASE64.encodeToString(Arrays.copyOf(key.sum(), NAMED_BYTES));
    }

    /** Locks the key of a file. */
    static SshStanza locking(FileKey fileKey, SshPublicKey recipient, byte[] madeUp) throws GeneralSecurityException {
        byte[] share = Curve25519.multiplied(madeUp, Curve25519.BASE);
        byte[] coordinate = Curve25519.coordinate(recipient.point());
        CipherKey key = key(recipient, share, coordinate, Curve25519.multiplied(madeUp, coordinate));
        return new SshStanza(
                nameOf(recipient),
                share,
                new FileKeyEncryptorFactory()
                        .newFileKeyEncryptor()
                        .getEncryptedFileKey(fileKey, key)
                        .getEncoded());
    }

    /** Unlocks the key of the file. */
    FileKey unlocked(SshPublicKey recipient, byte[] scalar) throws GeneralSecurityException {
        byte[] coordinate = Curve25519.coordinate(recipient.point());
        CipherKey key = key(recipient, share, coordinate, Curve25519.multiplied(scalar, share));
        return new FileKeyDecryptorFactory().newFileKeyDecryptor().getFileKey(new EncryptedFileKey(locked), key);
    }

    /** What the key of the file is locked with, from the secret that both sides share. */
    private static CipherKey key(SshPublicKey recipient, byte[] share, byte[] coordinate, byte[] shared)
            throws GeneralSecurityException {
        byte[] tweak = derived(new byte[0], recipient.wire());
        byte[] salt = Arrays.copyOf(share, share.length + coordinate.length);
        System.arraycopy(coordinate, 0, salt, share.length, coordinate.length);
        return new CipherKey(derived(Curve25519.multiplied(tweak, shared), salt));
    }

    /** HKDF with SHA-256 (RFC 5869), one block of it. */
    private static byte[] derived(byte[] input, byte[] salt) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        byte[] extracted = mac.doFinal(input);
        mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
        mac.update(LABEL);
        return mac.doFinal(new byte[] {1});
    }

    @Override
    public String getType() {
        return SshPublicKey.KIND;
    }

    @Override
    public List<String> getArguments() {
        return List.of(recipient, BASE64.encodeToString(share));
    }

    @Override
    public byte[] getBody() {
        return locked.clone();
    }
}
