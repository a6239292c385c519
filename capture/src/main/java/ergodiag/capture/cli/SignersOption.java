package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.bundle.sign.AllowedSigners;
import ergodiag.bundle.ssh.UnusableKey;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who may have signed bundles. */
public final class SignersOption {
    @Option(
            names = "--allowed-signers",
            paramLabel = "FILE",
            description =
                    "Who may have signed, in the form of ssh-keygen(1): whose key signed is then told, and a bundle that none of them signed is"
                            + " said to be so, as one that was altered is. The signature is the file BUNDLE.sig beside the bundle.")
    private Optional<String> file = Optional.empty();

    /**
     * The list, where one was given.
     *
     * @param err is told what of it is not used
     * @throws UserError when it cannot be read, or a line of it is not understood
     */
    public Optional<AllowedSigners> signers(PrintWriter err) {
        return file.map(name -> read(name, err));
    }

    private static AllowedSigners read(String name, PrintWriter err) {
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
