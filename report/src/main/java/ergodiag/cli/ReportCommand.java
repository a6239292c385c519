package ergodiag.cli;

import ergodiag.analyze.Catalogue;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.Screen;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.playbooks.Playbooks;
import ergodiag.report.ReportOptions;
import ergodiag.report.ReportOptions.Paper;
import ergodiag.report.format.Format;
import ergodiag.report.format.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a bundle and writes the incident report. */
@Command(
        name = "report",
        description = "Judges a bundle with the playbooks and writes the incident report.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag report bundle.zip --open",
            "  ergodiag report bundle.zip --format html,sarif,junit --fail-on warning"
        })
final class ReportCommand implements Callable<Integer> {
    /** What {@code --fail-on} takes. */
    enum FailOn {
        WARNING,
        CRITICAL,
        UNKNOWN;

        /** Whether these findings reach it: unknown also counts a playbook that could not tell. */
        boolean isReachedBy(Findings findings) {
            Severity least = this == CRITICAL ? Severity.CRITICAL : Severity.WARNING;
            boolean found = findings.findings().stream()
                    .anyMatch(finding -> finding.severity().compareTo(least) >= 0);
            return found || (this == UNKNOWN && blind(findings) > 0);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BUNDLE", description = "The bundle: a zip, or the folder of an unfinished capture.")
    private Path bundle = Path.of("");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Folder for the files; the name of the bundle with '-report' when not given.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            defaultValue = "html,pdf",
            description = "What to write, separated by commas: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Set<Format> formats = EnumSet.noneOf(Format.class);

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            description = "End with exit code 5 when there is a finding of that level or worse: critical, warning, or"
                    + " unknown (also when a playbook cannot tell).")
    private Optional<FailOn> failOn = Optional.empty();

    @Option(
            names = "--templates",
            paramLabel = "DIR",
            description =
                    "Folder with templates or style sheets to use in place of the packaged ones of the same name.")
    private Optional<Path> templates = Optional.empty();

    @Option(names = "--title", paramLabel = "TEXT", description = "Heading of the report. Default: ${DEFAULT-VALUE}.")
    private String title = ReportOptions.PLAIN.title();

    @Option(
            names = "--paper",
            paramLabel = "SIZE",
            description = "What the PDF is printed on: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Paper paper = ReportOptions.PLAIN.paper();

    @Option(
            names = "--open",
            description = "Show the report when it is written, the HTML before the PDF, in the program this machine has"
                    + " for it.")
    private boolean open;

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private ExpectOption expect = new ExpectOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    private final boolean person;
    private final Screen screen;
    private final Viewer viewer;

    ReportCommand() {
        this(Screen.isTerminal(), Screen.here(), Viewer.here());
    }

    /** @param person whether somebody reads it on a terminal */
    ReportCommand(boolean person, Screen screen, Viewer viewer) {
        this.person = person;
        this.screen = screen;
        this.viewer = viewer;
    }

    @Override
    public Integer call() {
        Findings findings;
        ExitCode ending;
        try (Bundle opened = trust.openRedacted(bundle)) {
            ending = trust.ending(opened);
            findings = Playbooks.judge(opened, limits.limits(), expect.names(opened, trust));
        }
        Rehearsal.judged(findings);
        List<Path> written = Report.write(
                findings,
                new Catalogue(Playbooks.all()).all(),
                out.orElseGet(this::besideTheBundle),
                formats,
                new ReportOptions(title, paper, templates));
        PrintWriter print = spec.commandLine().getOut();
        Headlines.print(findings.findings(), person, screen, print);
        print.println(outcome(findings));
        written.forEach(file -> print.println("  " + file));
        if (open) {
            print.flush();
            show(written.get(0));
        }
        boolean fails = failOn.isPresent() && failOn.get().isReachedBy(findings);
        return (fails ? ExitCode.FAIL_ON : ending).number();
    }

    /** A report that is written is one, whether it can be shown here or not: the exit code stays. */
    private void show(Path file) {
        viewer.open(file)
                .ifPresent(reason -> spec.commandLine()
                        .getErr()
                        .println("ergodiag: Opening the report: " + reason + "; open it yourself: "
                                + file.toAbsolutePath().normalize()));
    }

    private Path besideTheBundle() {
        return bundle.toAbsolutePath().normalize().resolveSibling(BundleWriter.baseName(bundle) + "-report");
    }

    private static String outcome(Findings findings) {
        long critical = count(findings, Severity.CRITICAL);
        long warning = count(findings, Severity.WARNING);
        return String.format(
                Locale.ROOT,
                "%d critical, %d warning; %d of %d playbooks cannot tell. Written:",
                critical,
                warning,
                blind(findings),
                findings.verdicts().size());
    }

    private static long blind(Findings findings) {
        return findings.verdicts().stream()
                .filter(verdict -> verdict.state().isBlind())
                .count();
    }

    private static long count(Findings findings, Severity severity) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
