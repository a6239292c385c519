package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.bundle.seal.Identities;
import ergodiag.bundle.seal.Recipient;
import ergodiag.bundle.seal.Sealed;
import ergodiag.bundle.ssh.UnusableKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What opens bundles that are sealed. */
public final class IdentityOptions {
    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description =
                    "File with the key that opens a sealed bundle: what age-keygen writes, or an ed25519 key of OpenSSH without a"
                            + " passphrase. Repeatable; of no use for a bundle that is not sealed.")
    private List<String> files = new ArrayList<>();

    /** @throws UserError when a file has no key that can be used */
    public Identities identities() {
        Identities all = Identities.NONE;
        for (String file : files) {
            all = all.and(in(file));
        }
        return all;
    }

    private static Identities in(String file) {
        if (Recipient.isSecret(file)) {
            throw new UserError(
                    "Reading --identity: this is the key itself, which everybody on this machine can see in the list of"
                            + " programs; write it into a file and give that.");
        }
        String option = "--identity " + file;
        try {
            return Identities.in(KeyFile.text(option, file));
        } catch (UnusableKey e) {
            throw new UserError("Reading " + option + ": " + e.getMessage()
                    + "; give keys of age-keygen (AGE-SECRET-KEY-1...) or an ed25519 key of OpenSSH without a passphrase, or "
                    + Sealed.BY_AGE + ".");
        }
    }
}
