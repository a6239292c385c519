package ergodiag.bundle.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import ergodiag.bundle.ssh.SshPrivateKey;
import ergodiag.bundle.ssh.UnusableKey;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Secret keys that open what is sealed. Nothing of them is ever printed. */
public final class Identities implements RecipientStanzaReader {
    /** Opens nothing. */
    public static final Identities NONE = new Identities(List.of());

    private static final Pattern X25519 = Pattern.compile("AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}");

    /** Keys of age that are kept in such files as well: post-quantum ones, and what plugins take. */
    private static final Pattern OTHER_KIND = Pattern.compile("AGE-(?:SECRET-KEY|PLUGIN)-[A-Z0-9-]+1[A-Z0-9]+");

    private final List<RecipientStanzaReader> readers;

    private Identities(List<RecipientStanzaReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /**
     * Reads the text of a file: what {@code age-keygen} writes, or a private key of OpenSSH.
     *
     * @throws UnusableKey when there is no key in it that can be used
     */
    public static Identities in(String text) throws UnusableKey {
        if (SshPrivateKey.isFile(text)) {
            return new Identities(List.of(ssh(SshPrivateKey.of(text))));
        }
        if (Beginning.isOf(text)) {
            throw new UnusableKey("it is protected by a passphrase");
        }
        List<RecipientStanzaReader> found = new ArrayList<>();
        Optional<String> other = Optional.empty();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (X25519.matcher(line).matches()) {
                found.add(x25519(line, number));
            } else if (OTHER_KIND.matcher(line).matches()) {
                other = Optional.of("its keys are post-quantum ones, or of plugins");
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new UnusableKey("its line " + number + " is no secret key");
            }
        }
        if (found.isEmpty()) {
            throw new UnusableKey(other.orElse("no key is in it"));
        }
        return new Identities(found);
    }

    private static RecipientStanzaReader x25519(String line, int number) throws UnusableKey {
        try {
            return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(line);
        } catch (GeneralSecurityException | RuntimeException e) {
            // without the cause, which could hold a piece of the key
            throw new UnusableKey("the key in its line " + number + " is misspelt");
        }
    }

    private static RecipientStanzaReader ssh(SshPrivateKey key) throws UnusableKey {
        try {
            return SshStanzaReader.of(key);
        } catch (GeneralSecurityException e) {
            throw new UnusableKey("it is damaged", e);
        }
    }

    /** All of these and all of those. */
    public Identities and(Identities others) {
        return new Identities(
                Stream.concat(readers.stream(), others.readers.stream()).toList());
    }

    boolean isNone() {
        return readers.isEmpty();
    }

    /**
     * The key of a file, from the part of its head that one of these opens.
     *
     * @throws UnsupportedRecipientStanzaException when none of them opens any
     */
    @Override
    public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
        for (RecipientStanzaReader reader : readers) {
            try {
                return reader.getFileKey(stanzas);
            } catch (UnsupportedRecipientStanzaException e) {
                // the next may
            }
        }
        throw new UnsupportedRecipientStanzaException("no part of the head is for any of the keys");
    }

    /** How many they are. */
    int count() {
        return readers.size();
    }
}
