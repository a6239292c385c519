package ergodiag.capture.cli;

import ergodiag.bundle.OwedSeal;
import ergodiag.bundle.UserError;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.seal.Recipient;
import ergodiag.bundle.seal.Seal;
import ergodiag.bundle.sign.Signed;
import ergodiag.bundle.sign.SigningKey;
import ergodiag.bundle.ssh.UnusableKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a bundle is wrapped in when it is written. */
public final class SealOptions {
    /** So much of a key tells which one is meant. */
    private static final int SHOWN = 24;

    @Option(
            names = "--encrypt-to",
            paramLabel = "RECIPIENT|FILE",
            description =
                    "Seal the bundle (age) for this recipient: age1..., or 'ssh-ed25519 AAAA...'; or for all of a file with one a"
                            + " line, # begins a comment. Repeatable. The file ends with .age; each recipient opens it alone, with --identity or"
                            + " the program age. The folder NAME.part that stands there until then is not sealed.")
    private List<String> recipients = new ArrayList<>();

    @Option(
            names = "--sign-with",
            paramLabel = "KEY",
            description =
                    "Sign the bundle with this key, the file of an unencrypted ssh-ed25519 key of OpenSSH. The signature is the file"
                            + " BUNDLE.sig beside it, which 'ergodiag verify' and 'ssh-keygen -Y verify' check. It signs the content: a"
                            + " sealed bundle has the same.")
    private Optional<String> key = Optional.empty();

    /** @throws UserError when somebody is named for whom nothing can be sealed, or a key with which nothing can be signed */
    public Wrapping wrapping() {
        List<Recipient> all = new ArrayList<>();
        recipients.forEach(given -> {
            if (Recipient.isMeantBy(given)) {
                all.add(recipient(given));
            } else {
                all.addAll(read(given));
            }
        });
        if (all.stream().distinct().count() > Seal.MOST) {
            throw new UserError("Reading --encrypt-to: more than " + Seal.MOST
                    + " recipients have no room in a sealed file; seal it for fewer.");
        }
        return new Wrapping(new Seal(all), key.map(SealOptions::signer));
    }

    /**
     * The same for what is made of a bundle: of the folder that was to become a sealed one nothing is made that is not sealed as well.
     *
     * @param from a bundle, or the folder that a capture left
     */
    public Wrapping wrapping(Path from) {
        Wrapping asked = wrapping();
        return asked.seal().isNone() ? asked.sealed(OwedSeal.in(from)) : asked;
    }

    private static SigningKey signer(String file) {
        String option = "--sign-with " + file;
        try {
            return SigningKey.of(KeyFile.text(option, file));
        } catch (UnusableKey e) {
            throw new UserError(
                    "Reading " + option + ": " + e.getMessage()
                            + "; --sign-with takes an unencrypted ssh-ed25519 key only: sign afterwards, with unzip -p NAME.zip"
                            + " '*/SHA256SUMS' | ssh-keygen -Y sign -n " + Signed.PURPOSE + " -f KEY > NAME.zip.sig.",
                    e);
        }
    }

    private static List<Recipient> read(String file) {
        String option = "--encrypt-to " + file;
        try {
            List<Recipient> read = Recipient.list(KeyFile.text(option, file));
            if (read.isEmpty()) {
                throw new UserError("Reading " + option + ": no recipient is in it; write one a line.");
            }
            return read;
        } catch (UnusableKey e) {
            throw unusable(option + ", ", e);
        }
    }

    private static Recipient recipient(String given) {
        try {
            return Recipient.of(given);
        } catch (UnusableKey e) {
            throw unusable("--encrypt-to" + shown(given) + ": ", e);
        }
    }

    private static UserError unusable(String where, UnusableKey why) {
        return new UserError(
                "Reading " + where + why.getMessage() + "; bundles are sealed for " + Recipient.SUPPORTED + ".", why);
    }

    private static String shown(String given) {
        return Recipient.isSecret(given)
                ? ""
                : " " + (given.length() > SHOWN ? given.substring(0, SHOWN) + "..." : given);
    }
}
