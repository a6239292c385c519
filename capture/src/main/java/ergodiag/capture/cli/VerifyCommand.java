package ergodiag.capture.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Verification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ergodiag verify}: whether a bundle is as it was written. */
@Command(
        name = "verify",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Compares every file of a bundle with its SHA256SUMS and with the ledger, names each one that is altered, missing or added, and"
                    + " prints the sum of the whole file, to be compared with what the sender says: whoever alters a bundle on purpose can"
                    + " alter the sums inside as well."
        },
        footer = {
            "",
            "Example: ergodiag verify ergodiag-node1-20261123T201500Z.zip",
            "",
            "Exit codes: 0 as it was written (also when the capture was interrupted, which is said); 2 altered, or not a bundle."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "A bundle: .zip, .tar.gz or a folder.")
    private Path path = Path.of("");

    @Mixin
    private IdentityOptions identity = new IdentityOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Verification verification;
        try (Bundle bundle = Bundle.open(path, identity.identities())) {
            verification = Verification.of(bundle);
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
        verification.sum().ifPresent(sum -> out.println("SHA-256 of the file: " + sum));
        return (verification.sound() ? ExitCode.DONE : ExitCode.NOT_A_BUNDLE).number();
    }
}
