package ergodiag.capture.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import ergodiag.bundle.Verification;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.bundle.sign.AllowedSigners;
import ergodiag.bundle.sign.SignatureCheck;
import ergodiag.bundle.sign.Signed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ergodiag verify}: whether a bundle is as it was written. */
@Command(
        name = "verify",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Compares every file of a bundle with its SHA256SUMS and with the ledger, names each one that is altered, missing or added, says"
                    + " who signed it and what was done to it, and prints the sum of the whole file, to be compared with what the sender"
                    + " says: whoever alters a bundle on purpose can alter the sums inside as well, but cannot sign them."
        },
        footer = {
            "",
            "Examples:",
            "  ergodiag verify ergodiag-node1-20261123T201500Z.zip",
            "  ergodiag verify bundle.zip --allowed-signers ~/.ssh/allowed_signers",
            "",
            "Exit codes: 0 as it was written (also when the capture was interrupted, which is said); 2 altered, with a"
                    + " signature that is not good, or not a bundle."
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final int MOST_CUSTODY = 20;

    private static final int LONGEST = 400;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "A bundle: .zip, .tar.gz or a folder.")
    private Path path = Path.of("");

    @Option(
            names = "--signature",
            paramLabel = "FILE",
            description = "The signature of the bundle. Default: BUNDLE.sig beside it, where it is there.")
    private Optional<Path> signature = Optional.empty();

    @Mixin
    private IdentityOptions identity = new IdentityOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        signature.ifPresent(VerifyCommand::check);
        Optional<AllowedSigners> allowed = identity.signers(spec.commandLine().getErr());
        Verification verification;
        Signed signed;
        List<CustodyEntry> custody;
        try (Bundle bundle = Bundle.open(path, identity.identities())) {
            verification = Verification.of(bundle);
            signed = Verification.signed(bundle, new SignatureCheck(signature, allowed));
            custody = bundle.manifest().custody();
        }
        verification.faults().forEach(out::println);
        out.println(
                verification.sound()
                        ? verification.files() + " files, all as they were written"
                        : verification.files() + " files, "
                                + verification.faults().size() + " faults: not as it was written");
        if (!verification.complete()) {
            out.println("The capture did not run to its end: the bundle holds what came until then.");
        }
        out.println("Signature: " + (signed.isAcceptable() ? "" : "not good: ") + signed.words()
                + (signed.state() == Signed.State.SIGNED && !verification.sound()
                        ? "; what is named above is not what was signed"
                        : ""));
        print(custody, out);
        verification.sum().ifPresent(sum -> out.println("SHA-256 of the file: " + sum));
        return (verification.sound() && signed.isAcceptable() ? ExitCode.DONE : ExitCode.NOT_A_BUNDLE).number();
    }

    private static void check(Path file) {
        try {
            GivenFile.check(file);
        } catch (IOException e) {
            throw new UserError("Reading --signature " + file + ": " + e.getMessage() + "; check the path.", e);
        }
    }

    /** Nothing in it begins a line of its own or steers the terminal: whoever wrote the bundle wrote the log. */
    private static String shown(String words) {
        return ForeignText.shown(words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words);
    }

    private static void print(List<CustodyEntry> custody, PrintWriter out) {
        int before = Math.max(0, custody.size() - MOST_CUSTODY);
        if (before > 0) {
            out.println("Custody: " + before + " more before");
        }
        custody.stream().skip(before).forEach(entry -> out.println("Custody: " + shown(entry.words())));
    }
}
