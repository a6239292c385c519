package ergodiag.cli;

import ergodiag.analyze.excerpt.Excerpt;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.DataSize;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.cli.ByOption;
import ergodiag.capture.cli.CaptureSummary;
import ergodiag.capture.cli.SealOptions;
import ergodiag.capture.cli.ShellWord;
import ergodiag.capture.cli.SizeOption;
import ergodiag.findings.Finding;
import ergodiag.findings.FindingSelector;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.playbooks.Playbooks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A small bundle for a ticket: only what findings rest on. */
@Command(
        name = "evidence",
        sortOptions = false,
        description =
                "Writes a small bundle for a ticket: the replies that the findings rest on, a summary and findings.json. It is judged"
                        + " before it is written, so that it gives the same findings.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag evidence bundle.zip",
            "  ergodiag evidence bundle.zip --finding ED0201 --max-size 2MB --out OPS-4711.zip"
        })
final class EvidenceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BUNDLE", description = "The bundle: a zip, or the folder of an unfinished capture.")
    private Path bundle = Path.of("");

    @Option(
            names = "--finding",
            paramLabel = "CODE",
            split = ",",
            description =
                    "Only these findings, by code (ED0201) or id, with what they explain and what explains them. Default: all.")
    private List<String> chosen = List.of();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            defaultValue = "10MB",
            converter = SizeOption.class,
            description =
                    "How large the file may become, 500KB, 10MB or 1GB (default: ${DEFAULT-VALUE}). Less grave findings give way.")
    private DataSize size = new DataSize(10_000_000);

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description =
                    "The new bundle (.zip, .tar.gz); the name of the bundle with '-evidence' when not given. An existing file is"
                            + " never overwritten.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private SealOptions seal = new SealOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private ByOption by = new ByOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() {
        Map<String, Double> changed = limits.limits();
        Wrapping wrapping = seal.wrapping(bundle);
        Path target = wrapping.named(target());
        try (Bundle opened = trust.openRedacted(bundle)) {
            Findings findings = Playbooks.judge(opened, changed);
            List<Finding> wanted = FindingSelector.of(findings.findings(), chosen);
            Findings shown = chosen.isEmpty() ? findings : FindingSelector.only(findings, wanted);
            EvidencePack pack = EvidencePack.of(opened, changed, findings, wanted, shown, size);
            Path written = pack.write(opened, target, wrapping, by.did(CustodyEntry.Did.EXCERPTED, opened));
            tell(pack.excerpt(), written, wrapping, opened);
            return trust.ending(opened).number();
        }
    }

    private void tell(Excerpt excerpt, Path written, Wrapping wrapping, Bundle whole) {
        PrintWriter screen = spec.commandLine().getOut();
        screen.println("Evidence  " + written + " (" + size(written) + "; the bundle: " + size(whole.path()) + ")");
        CaptureSummary.sealed(wrapping).ifPresent(screen::println);
        CaptureSummary.signed(wrapping, written).ifPresent(screen::println);
        screen.println("          " + excerpt.files().size() + " of "
                + whole.calls().stream().filter(call -> call.file().isPresent()).count() + " replies");
        if (excerpt.findings().isEmpty()
                && excerpt.unsure().isEmpty()
                && excerpt.left().isEmpty()) {
            screen.println(
                    "          Nothing was found, so nothing is cited: it holds the ledger, the summary and findings.json.");
        } else {
            screen.println("          Judged again it gives the same "
                    + excerpt.findings().size() + " findings.");
        }
        excerpt.findings().forEach(finding -> line(screen, "Holds     ", finding));
        excerpt.unsure().forEach(finding -> line(screen, "Cites     ", finding));
        if (!excerpt.unsure().isEmpty()) {
            screen.println(
                    "          ('Cites': the cited replies are in it, but not all that it takes to judge them again.)");
        }
        excerpt.left().forEach(finding -> line(screen, "No room   ", finding));
        if (!excerpt.unsure().isEmpty() || !excerpt.left().isEmpty()) {
            screen.println("          A larger --max-size than " + size + " has room for more.");
        }
        screen.println("Next      ergodiag report " + ShellWord.of(written) + CaptureSummary.opening(wrapping));
    }

    private static void line(PrintWriter screen, String label, Finding finding) {
        if (finding.severity() != Severity.INFO || !label.startsWith("Holds")) {
            screen.println(label + finding.code() + "  " + finding.prose().sentence());
        }
    }

    private Path target() {
        if (out.isPresent()) {
            if (!BundleWriter.isBundleName(out.get())) {
                throw new UserError(
                        "Reading --out: '" + out.get() + "' does not end like a bundle; end it with .zip or .tar.gz.");
            }
            return out.get().toAbsolutePath();
        }
        return bundle.toAbsolutePath().normalize().resolveSibling(BundleWriter.baseName(bundle) + "-evidence.zip");
    }

    private static String size(Path file) {
        try {
            return Files.isDirectory(file) ? "a folder" : DataSize.text(Files.size(file));
        } catch (IOException e) {
            throw new WorldError("Reading " + file + ": " + e + "; check that it is still there.", e);
        }
    }
}
