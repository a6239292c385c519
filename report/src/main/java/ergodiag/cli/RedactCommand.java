package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.UserError;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.cli.ByOption;
import ergodiag.capture.cli.CaptureSummary;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.PrivacyOptions;
import ergodiag.capture.cli.SealOptions;
import ergodiag.capture.close.RedactedCopy;
import ergodiag.redact.Privacy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a bundle with more taken out of it. */
@Command(
        name = "redact",
        sortOptions = false,
        description =
                "Copies a bundle with more taken out: secrets of your own, and the names of hosts, nodes and processes. The bundle itself"
                        + " stays as it is.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ergodiag redact bundle.zip --out for-the-vendor.zip --pseudonymise hosts,names --redact-key customer_id"
        })
final class RedactCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "BUNDLE",
            description = "The bundle: a zip, a tar.gz, or the folder of an unfinished capture.")
    private Path bundle = Path.of("");

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The new bundle (.zip, .tar.gz). An existing file is never overwritten.")
    private Path out = Path.of("");

    @Mixin
    private SealOptions seal = new SealOptions();

    @Mixin
    private PrivacyOptions privacy = new PrivacyOptions();

    @Mixin
    private ByOption by = new ByOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() {
        Privacy wanted = privacy.privacy();
        Wrapping wrapping = seal.wrapping(bundle);
        if (!BundleWriter.isBundleName(out)) {
            throw new UserError(
                    "Reading --out: '" + out + "' does not end like a bundle; end it with .zip or .tar.gz.");
        }
        Path target = wrapping.named(out.toAbsolutePath());
        PrintWriter screen = spec.commandLine().getOut();
        try (Bundle opened = trust.open(bundle)) {
            opened.damage().forEach(damage -> spec.commandLine().getErr().println("ergodiag: " + damage));
            RedactedCopy copy =
                    RedactedCopy.of(opened, target, wrapping, wanted, by.did(CustodyEntry.Did.REDACTED, opened));
            screen.println("Bundle    " + copy.bundle());
            CaptureSummary.sealed(wrapping).ifPresent(screen::println);
            CaptureSummary.signed(wrapping, copy.bundle()).ifPresent(screen::println);
            screen.println("Removed   "
                    + (copy.manifest().redaction().replaced()
                            - opened.manifest().redaction().replaced()) + " values more than before");
            CaptureSummary.told(copy.manifest().redaction()).forEach(screen::println);
            copy.names()
                    .ifPresent(names -> screen.println("Names     " + names
                            + " says who is who in it; it is for you, keep it apart from the bundle"));
            copy.leftOut().forEach(left -> screen.println("Left out  " + left));
            boolean whole = copy.manifest()
                    .redaction()
                    .leftOut()
                    .equals(opened.manifest().redaction().leftOut());
            return (whole ? trust.ending(opened) : ExitCode.INCOMPLETE).number();
        }
    }
}
