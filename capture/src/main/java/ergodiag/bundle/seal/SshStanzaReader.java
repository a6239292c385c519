package ergodiag.bundle.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import ergodiag.bundle.ssh.SshPrivateKey;
import ergodiag.bundle.ssh.SshPublicKey;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Unseals the key of a file with an ed25519 key. */
record SshStanzaReader(SshPublicKey owner, byte[] scalar) implements RecipientStanzaReader {
    /** Bytes of a locked key of a file: the key and what proves it. */
    private static final int LOCKED = 32;

    static SshStanzaReader of(SshPrivateKey key) throws GeneralSecurityException {
        return new SshStanzaReader(key.told(), Curve25519.scalar(key.seed()));
    }

    @Override
    public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
        for (RecipientStanza stanza : stanzas) {
            Optional<FileKey> key = key(stanza);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new UnsupportedRecipientStanzaException("no part of the head is for this key");
    }

    private Optional<FileKey> key(RecipientStanza stanza) {
        List<String> arguments = stanza.getArguments();
        if (!stanza.getType().equals(SshPublicKey.KIND)
                || arguments.size() != 2
                || !arguments.get(0).equals(SshStanza.nameOf(owner))
                || stanza.getBody().length != LOCKED) {
            return Optional.empty();
        }
        try {
            byte[] share = Base64.getDecoder().decode(arguments.get(1));
            return share.length == Curve25519.BYTES
                    ? Optional.of(new SshStanza(arguments.get(0), share, stanza.getBody()).unlocked(owner, scalar))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
