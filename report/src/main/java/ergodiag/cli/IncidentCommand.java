package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.capture.cli.ExitCode;
import ergodiag.findings.Findings;
import ergodiag.incident.FindingLife;
import ergodiag.incident.Incident;
import ergodiag.incident.Incidents;
import ergodiag.incident.log.IncidentLog;
import ergodiag.incident.monitoring.MonitoringFile;
import ergodiag.incident.people.EventsFile;
import ergodiag.incident.people.Notes;
import ergodiag.incident.people.NotesFile;
import ergodiag.incident.people.Skeleton;
import ergodiag.incident.source.SourceReading;
import ergodiag.incident.source.Surroundings;
import ergodiag.playbooks.Playbooks;
import ergodiag.report.ReportOptions;
import ergodiag.report.ReportOptions.Paper;
import ergodiag.report.format.IncidentReport;
import ergodiag.report.incident.IncidentOptions;
import ergodiag.report.incident.IncidentParts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
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

/** One report over many captures of one cluster. */
@Command(
        name = "incident",
        sortOptions = false,
        description =
                "Puts many captures of one cluster, and what people, logs and monitoring tell, into one report: what was the cause, when it"
                        + " began and ended, what happened when, what is to be done.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag incident before.zip during.zip after.zip --out post-mortem",
            "  ergodiag incident *.zip --skeleton notes.md",
            "  ergodiag incident *.zip --notes notes.md --events events.csv --log app.log --zone Europe/Berlin"
        })
final class IncidentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "BUNDLE",
            arity = "1..*",
            description = "Bundles of one cluster, in any order; some may be evidence only.")
    private List<Path> bundles = List.of();

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "What people did and noticed, with times: CSV, JSON lines, or a list in Markdown. May be given more than once.")
    private List<Path> events = List.of();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "A log file: of Ergo, slog, zerolog, zap, logfmt, syslog or journalctl -o json; also as .gz."
                    + " May be given more than once.")
    private List<Path> logs = List.of();

    @Option(
            names = "--monitoring",
            paramLabel = "FILE",
            description = "What monitoring answered: query_range of Prometheus, scrapes of Radar, notifications of"
                    + " Alertmanager, as JSON. May be given more than once.")
    private List<Path> monitoring = List.of();

    @Option(
            names = "--notes",
            paramLabel = "FILE.md",
            description =
                    "What people write of it, Markdown: summary, impact, detection, response, root cause, lessons, action items.")
    private Optional<Path> notes = Optional.empty();

    @Option(
            names = "--skeleton",
            paramLabel = "FILE.md",
            description =
                    "Write the notes to fill in, with timeline and proposals, and no report. Of a file that is there only what ergodiag"
                            + " wrote is written anew.")
    private Optional<Path> skeleton = Optional.empty();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description =
                    "In which zone times are written, and times without one are read, as Europe/Berlin (default: ${DEFAULT-VALUE}). UTC stands"
                            + " beside it.")
    private ZoneId zone = ZoneId.of("UTC");

    @Option(names = "--title", paramLabel = "TEXT", description = "Heading; that of the notes when not given.")
    private Optional<String> title = Optional.empty();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "incident",
            description = "Folder for incident.html, .pdf, .md and .json (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("incident");

    @Option(
            names = "--paper",
            paramLabel = "SIZE",
            description = "What the PDF is printed on: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Paper paper = ReportOptions.PLAIN.paper();

    @Option(
            names = "--templates",
            paramLabel = "DIR",
            description =
                    "Folder with templates or style sheets to use in place of the packaged ones of the same name.")
    private Optional<Path> templates = Optional.empty();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() {
        Notes written = notes.map(NotesFile::read).orElse(Notes.NONE);
        Map<String, Double> changed = limits.limits();
        ExitCode ending = ExitCode.DONE;
        List<Findings> results = new ArrayList<>();
        for (Path file : bundles) {
            try (Bundle opened = trust.openRedacted(file)) {
                results.add(Playbooks.judge(opened, changed));
                ending = trust.ending(opened) == ExitCode.DONE ? ending : ExitCode.INCOMPLETE;
            }
        }
        List<SourceReading> sources = sources(Incidents.surroundings(results, zone));
        Incident incident = Incidents.of(results, sources);
        PrintWriter screen = spec.commandLine().getOut();
        if (skeleton.isPresent()) {
            tell(
                    skeleton.get(),
                    Skeleton.write(skeleton.get(), title.orElse("Incident"), IncidentParts.of(incident, zone)));
        } else {
            List<Path> files =
                    IncidentReport.write(incident, written, new IncidentOptions(title, zone, paper, templates), out);
            screen.println(outcome(incident));
            files.forEach(file -> screen.println("  " + file));
        }
        boolean unread = sources.stream().anyMatch(source -> source.format().isEmpty());
        return (unread ? ExitCode.INCOMPLETE : ending).number();
    }

    private List<SourceReading> sources(Surroundings around) {
        List<SourceReading> read = new ArrayList<>();
        events.forEach(file -> read.add(EventsFile.read(file, around)));
        logs.forEach(file -> read.add(IncidentLog.read(file, around)));
        monitoring.forEach(file -> read.add(MonitoringFile.read(file, around)));
        return read;
    }

    private void tell(Path file, Skeleton.Outcome outcome) {
        PrintWriter screen = spec.commandLine().getOut();
        screen.println((outcome.made() ? "Written: " : "Written anew, but for what people wrote: ") + file);
        outcome.kept()
                .forEach(part -> screen.println("Left as it is, since somebody changed it: the part '" + part + "'."));
    }

    private static String outcome(Incident incident) {
        return incident.captures().size() + " captures, " + incident.causes().size() + " findings of weight"
                + incident.main()
                        .map(FindingLife::gravest)
                        .map(main -> "; the gravest: " + main.code() + " "
                                + main.prose().sentence())
                        .orElse("")
                + " Written:";
    }
}
