package ergodiag.bundle.seal;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import ergodiag.bundle.ssh.SshPublicKey;
import ergodiag.bundle.ssh.UnusableKey;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody for whom a bundle is sealed.
 *
 * @param text the recipient as it is written: {@code age1...}, or {@code ssh-ed25519 AAAA...} without its comment
 */
public record Recipient(String text) {
    /** What can be used, for a sentence. */
    public static final String SUPPORTED =
            "X25519 recipients (age1..., as age-keygen prints them) and ssh-ed25519 keys";

    private static final String AGE = "age1";
    /** What age itself encodes, in the letters of Bech32: 32 bytes and a checksum. */
    private static final Pattern X25519 = Pattern.compile("age1[02-9ac-hj-np-z]{58}");

    /** A name of a plugin, or of another kind of key, between {@code age1} and a second 1. */
    private static final Pattern OTHER_KIND = Pattern.compile("age1(?<kind>[a-z0-9-]{1,32}?)1.*");

    private static final String SECRET = "AGE-";

    /** Whether a text is meant as a recipient, right or wrong, and not as the name of a file. */
    public static boolean isMeantBy(String text) {
        return text.startsWith(AGE) || isSecret(text) || SshPublicKey.isLine(text);
    }

    /** Whether a text is meant as a secret key, of which nothing may be told. */
    public static boolean isSecret(String text) {
        return text.strip().startsWith(SECRET);
    }

    /**
     * Reads a recipient. That it can be sealed for is tried out at once.
     *
     * @throws UnusableKey when it is of another kind, misspelt, or no key that anybody could have
     */
    public static Recipient of(String line) throws UnusableKey {
        String text = line.strip();
        if (isSecret(text)) {
            throw new UnusableKey(
                    "it is a secret key, which opens what is sealed; give the recipient that belongs to it"
                            + " ('age-keygen -y' prints it)");
        }
        Recipient recipient = text.startsWith(AGE)
                ? x25519(text)
                : new Recipient(SshPublicKey.of(text).toString());
        recipient.tryOut();
        return recipient;
    }

    /**
     * Reads a file of recipients, one a line; what begins with # is a comment.
     *
     * @throws UnusableKey when a line is none, which the message names
     */
    public static List<Recipient> list(String text) throws UnusableKey {
        List<Recipient> recipients = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            try {
                recipients.add(of(line));
            } catch (UnusableKey e) {
                throw new UnusableKey("line " + number + ": " + e.getMessage(), e);
            }
        }
        return recipients;
    }

    private static Recipient x25519(String text) throws UnusableKey {
        var other = OTHER_KIND.matcher(text);
        if (other.matches()) {
            throw new UnusableKey("it is of the kind '" + other.group("kind") + "' (post-quantum, or of a plugin)");
        }
        if (!X25519.matcher(text).matches()) {
            throw new UnusableKey("it is misspelt: a recipient of age has 62 lower-case letters and digits");
        }
        return new Recipient(text);
    }

    private void tryOut() throws UnusableKey {
        try {
            writer().getRecipientStanzas(new FileKey());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UnusableKey("it is misspelt, or no key that anybody could have", e);
        }
    }

    /** What seals the key of a file for it. */
    RecipientStanzaWriter writer() throws GeneralSecurityException, UnusableKey {
        return text.startsWith(AGE)
                ? X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text)
                : new SshStanzaWriter(SshPublicKey.of(text));
    }
}
