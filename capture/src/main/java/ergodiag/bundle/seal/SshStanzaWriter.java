package ergodiag.bundle.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import ergodiag.bundle.ssh.SshPublicKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;

/** Seals the key of a file for the owner of an ed25519 key. */
record SshStanzaWriter(SshPublicKey recipient) implements RecipientStanzaWriter {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public Iterable<RecipientStanza> getRecipientStanzas(FileKey fileKey) throws GeneralSecurityException {
        byte[] madeUp = new byte[Curve25519.BYTES];
        RANDOM.nextBytes(madeUp);
        return List.of(SshStanza.locking(fileKey, recipient, madeUp));
    }
}
