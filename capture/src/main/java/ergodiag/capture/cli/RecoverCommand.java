package ergodiag.capture.cli;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.UserError;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.sign.OwedSignature;
import ergodiag.bundle.sign.Signed;
import ergodiag.capture.close.Recovery;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Privacy;
import ergodiag.redact.Redaction;
import java.io.PrintWriter;
import java.nio.file.Files;
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

/** {@code ergodiag recover}: a bundle from the folder that a killed capture left. */
@Command(
        name = "recover",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes a bundle of the folder NAME.part that a capture left which was killed, or whose disk was full. All that was finished is in"
                    + " it, and it says that it is incomplete. A capture that was to be sealed gives a sealed bundle, for the same recipients unless"
                    + " --encrypt-to names others. The folder is removed when the bundle is whole."
        },
        footer = {
            "",
            "Example: ergodiag recover ergodiag-node1-20261123T201500Z.part",
            "",
            "If ERGODIAG_TOKEN is set, the bundle is searched for that token once more.",
            "Exit codes: 0 the bundle is written; 1 wrong command line, a program still writes the folder, or the bundle exists; 2 nothing of"
                    + " a bundle is in the folder; 74 the disk failed, and the folder is still there."
        })
public final class RecoverCommand implements Callable<Integer> {
    private static final int MOST_REMARKS = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "NAME.part", description = "The folder, as the capture named it.")
    private Path folder = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "The bundle to write (.zip, .tar.gz). Default: NAME beside the folder, of the kind that the capture was to write.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private SealOptions seal = new SealOptions();

    @Mixin
    private ByOption by = new ByOption();

    @Mixin
    private SiteKeyOption siteKey = new SiteKeyOption();

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        Path part = folder.toAbsolutePath().normalize();
        Privacy privacy = Privacy.usual(siteKey.key());
        Redaction redaction = new Redaction(privacy);
        Optional.ofNullable(System.getenv("ERGODIAG_TOKEN"))
                .map(Endpoint::token)
                .filter(token -> !token.isEmpty())
                .ifPresent(redaction::forbid);
        Wrapping wrapping = seal.wrapping(part);
        Optional<String> owed = OwedSignature.in(part);
        Recovery recovery = Recovery.of(
                part, wrapping.named(target(part)), wrapping, redaction, privacy, by.did(CustodyEntry.Did.RECOVERED));
        Manifest manifest = recovery.manifest();
        List<String> told = recovery.told();
        print.println("Bundle    " + recovery.bundle());
        print.println("          " + manifest.calls().total() + " calls: "
                + manifest.calls().ok() + " answered, "
                + manifest.calls().failed() + " failed, " + manifest.calls().skipped() + " skipped; "
                + manifest.nodes().size() + " nodes"
                + (manifest.capture().complete() ? "" : "; marked incomplete: the capture did not run to its end"));
        CaptureSummary.sealed(wrapping).ifPresent(print::println);
        CaptureSummary.signed(wrapping, recovery.bundle()).ifPresent(print::println);
        owed.filter(key -> !Files.exists(Signed.beside(recovery.bundle())))
                .ifPresent(key -> print.println("Unsigned  the capture was to sign it with the key " + key
                        + "; 'ergodiag redact " + ShellWord.of(recovery.bundle())
                        + CaptureSummary.opening(wrapping) + " --sign-with KEY' makes a copy that is signed"));
        recovery.names()
                .ifPresent(names -> print.println(
                        "Names     " + names + " says who is who in it; it is for you, keep it apart from the bundle"));
        told.stream().limit(MOST_REMARKS).forEach(remark -> print.println("Note      " + remark));
        if (told.size() > MOST_REMARKS) {
            print.println("Note      " + (told.size() - MOST_REMARKS) + " more remarks stand in its capture.log");
        }
        print.println(
                "Next      ergodiag report " + ShellWord.of(recovery.bundle()) + CaptureSummary.opening(wrapping));
        return ExitCode.DONE.number();
    }

    private Path target(Path part) {
        if (out.isPresent()) {
            if (!BundleWriter.isBundleName(out.get())) {
                throw new UserError(
                        "Reading --out: '" + out.get() + "' does not end like a bundle; end it with .zip or .tar.gz.");
            }
            return out.get().toAbsolutePath();
        }
        return BundleWriter.becomes(part);
    }
}
