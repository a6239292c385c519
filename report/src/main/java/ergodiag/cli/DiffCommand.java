package ergodiag.cli;

import ergodiag.analyze.compare.Comparing;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.SafeWriter;
import ergodiag.capture.cli.Screen;
import ergodiag.findings.Comparison;
import ergodiag.findings.ComparisonJson;
import ergodiag.findings.Findings;
import ergodiag.findings.IntegritySummary;
import ergodiag.report.format.DiffReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two results of the same cluster. */
@Command(
        name = "diff",
        sortOptions = false,
        description =
                "Says what changed between two captures of the same cluster: findings that are new, gone, worse or better, what cannot be"
                        + " seen any more, counters, limits, versions and nodes. A process is known again by its name or what it runs as.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag diff before.zip after.zip",
            "  ergodiag diff last-good/findings.json after.zip --format html --out diff.html --fail-on new"
        })
final class DiffCommand implements Callable<Integer> {
    /** What {@code --fail-on} takes; each includes those before it. */
    enum FailOn {
        NEW,
        WORSE,
        LOST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isReachedBy(Comparison comparison) {
            return comparison.hasNewFault()
                    || (this != NEW && !comparison.worse().isEmpty())
                    || (this == LOST && comparison.hasLostSight());
        }
    }

    /** How it is printed. */
    enum Form {
        TEXT,
        HTML,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "OLD", description = "A bundle, or the findings.json of one.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "A later one.")
    private Path after = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Form form = Form.TEXT;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where to write it; standard output when not given.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            description =
                    "End with exit code 5 when there is a new warning or critical finding (new); also when one is graver than before"
                            + " (worse); also when something cannot be told any more (lost).")
    private Optional<FailOn> failOn = Optional.empty();

    @Option(
            names = "--templates",
            paramLabel = "DIR",
            description =
                    "Folder with templates to use in place of the packaged ones of the same name (diff.ftlh, screen.css).")
    private Optional<Path> templates = Optional.empty();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() {
        Map<String, Double> changed = limits.limits();
        if (!changed.isEmpty() && (Judged.is(before) || Judged.is(after))) {
            throw new UserError(
                    "Reading --thresholds: a findings.json is judged already, so other limits cannot be applied to it; give"
                            + " the bundles.");
        }
        if (templates.isPresent() && form != Form.HTML) {
            throw new UserError("Reading --templates: only HTML has a template; add --format html.");
        }
        Findings old = Judged.of(before, changed, trust);
        Findings later = Judged.of(after, changed, trust);
        Comparison comparison = Comparing.between(old, later);
        String text = switch (form) {
            case TEXT -> DiffReport.text(comparison, (out.isEmpty() ? Screen.here() : Screen.PAPER)::styled);
            case HTML -> DiffReport.html(comparison, templates);
            case JSON -> ComparisonJson.write(comparison);
        };
        if (out.isPresent()) {
            write(out.get(), text);
        } else {
            PrintWriter screen = spec.commandLine().getOut();
            SafeWriter.lines(screen, text);
            screen.flush();
        }
        boolean fails = failOn.isPresent() && failOn.get().isReachedBy(comparison);
        ExitCode ending = isWhole(old) && isWhole(later) ? ExitCode.DONE : ExitCode.INCOMPLETE;
        return (fails ? ExitCode.FAIL_ON : ending).number();
    }

    /** Whether all that was captured was read. */
    private static boolean isWhole(Findings findings) {
        return findings.bundle().integrity().map(IntegritySummary::whole).orElse(true);
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, ForeignText.bytes(text));
        } catch (IOException e) {
            throw new WorldError("Writing " + file + ": " + e + "; choose a place you may write to with --out.", e);
        }
    }
}
