package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.bundle.seal.Identities;
import ergodiag.bundle.seal.Recipient;
import ergodiag.bundle.seal.Sealed;
import ergodiag.bundle.sign.AllowedSigners;
import ergodiag.bundle.ssh.UnusableKey;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The keys with which bundles are read: what opens those that are sealed, and whose may have signed them. */
public final class IdentityOptions {
    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description =
                    "File with the key that opens a sealed bundle: what age-keygen writes, or an ed25519 key of OpenSSH without a"
                            + " passphrase. Repeatable; of no use for a bundle that is not sealed.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--allowed-signers",
            paramLabel = "FILE",
            description =
                    "Who may have signed, in the form of ssh-keygen(1): whose key signed is then told, and a bundle that none of them signed is"
                            + " said to be so, as one that was altered is. The signature is the file BUNDLE.sig beside the bundle.")
    private Optional<String> allowed = Optional.empty();

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

    /**
     * The list, where one was given.
     *
     * @param err is told what of it is not used
     * @throws UserError when it cannot be read, or a line of it is not understood
     */
    public Optional<AllowedSigners> signers(PrintWriter err) {
        return allowed.map(name -> list(name, err));
    }

    private static AllowedSigners list(String name, PrintWriter err) {
        String option = "--allowed-signers " + name;
        try {
            AllowedSigners signers = AllowedSigners.of(KeyFile.text(option, name));
            signers.remarks().forEach(remark -> err.println("ergodiag: Reading " + option + ", " + remark));
            return signers;
        } catch (UnusableKey e) {
            throw new UserError(
                    "Reading " + option + ", " + e.getMessage()
                            + "; a line is PRINCIPALS [OPTIONS] KEYTYPE KEY, as ssh-keygen(1) has it.",
                    e);
        }
    }
}
