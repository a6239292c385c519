package ergodiag.report.incident;

import ergodiag.bundle.Manifest;
import ergodiag.findings.Comparison.Shift;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.incident.Happening;
import ergodiag.incident.Incident;
import ergodiag.incident.Step;
import ergodiag.incident.people.Notes;
import ergodiag.incident.source.SourceReading;
import ergodiag.report.Columns;
import ergodiag.report.Page.Box;
import ergodiag.report.Page.Sheet;
import ergodiag.report.ReportWords;
import ergodiag.report.incident.IncidentPage.StepSheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables of an incident's page. */
final class IncidentSheets {
    private final Incident incident;
    private final Notes notes;
    private final ZonedTimes times;
    private final int mostMoments;
    private final int mostRows;

    IncidentSheets(Incident incident, Notes notes, ZonedTimes times, int mostMoments, int mostRows) {
        this.incident = incident;
        this.notes = notes;
        this.times = times;
        this.mostMoments = mostMoments;
        this.mostRows = mostRows;
    }

    Sheet actions() {
        return sheet(
                "actions-list",
                "Decided by people",
                List.of("Action", "Owner", "Due", "Ticket"),
                notes.actions().stream()
                        .map(one -> row(Stream.of(one.text(), one.owner(), one.due(), one.ticket())
                                .map(text -> text.isEmpty() ? "–" : text)))
                        .toList());
    }

    Sheet proposals() {
        return sheet(
                "proposals-list",
                "Proposed by the findings",
                List.of("Finding", "About", "What to do"),
                incident.proposals().stream()
                        .map(one -> row(Stream.of(one.code(), one.about(), one.text())))
                        .toList());
    }

    private static List<Box> row(Stream<String> texts) {
        return texts.map(IncidentSheets::plain).toList();
    }

    Sheet timeline() {
        boolean utc = times.isUtc();
        List<List<Box>> rows = incident.moments().stream()
                .limit(mostMoments)
                .map(moment -> Stream.of(
                                Stream.of(times.brief(moment.at())),
                                utc ? Stream.<String>empty() : Stream.of(times.utc(moment.at())),
                                Stream.of(
                                        KindWords.lane(moment),
                                        KindWords.of(moment.kind()),
                                        moment.text(),
                                        moment.source() + place(moment)))
                        .flatMap(one -> one)
                        .map(IncidentSheets::plain)
                        .toList())
                .toList();
        List<String> names = utc
                ? List.of("UTC", "Where", "What", "Told", "By")
                : List.of(times.name(), "UTC", "Where", "What", "Told", "By");
        return Columns.sheet(
                "timeline-list",
                "Timeline",
                names,
                rows,
                Math.max(0, incident.moments().size() - mostMoments));
    }

    private static String place(Happening moment) {
        return moment.line() > 0
                ? ":" + moment.line()
                : moment.evidence().stream()
                        .findFirst()
                        .map(one -> " " + one.reference())
                        .orElse("");
    }

    Sheet nodes() {
        List<String> names = Stream.concat(
                        Stream.of("Node"),
                        IntStream.rangeClosed(1, incident.captures().size()).mapToObj(String::valueOf))
                .toList();
        List<List<Box>> rows = incident.nodes().stream()
                .limit(mostRows)
                .map(node -> Stream.concat(
                                Stream.of(plain(node.name())),
                                node.seen().stream().map(IncidentSheets::state))
                        .toList())
                .toList();
        return sheet("nodes-list", "Nodes, capture by capture", names, rows);
    }

    private static Box state(Optional<NodeSummary> seen) {
        if (seen.isEmpty()) {
            return new Box("not known", false, "unknown", "–", "");
        }
        return switch (seen.get().state()) {
            case SILENT -> new Box("silent", false, "critical", "×", "");
            case EXCLUDED -> new Box("left out", false, "unknown", "?", "");
            case CAPTURED, PARTIAL ->
                seen.get()
                        .worst()
                        .filter(worst -> worst != Severity.INFO)
                        .map(worst -> new Box(
                                worst.word(),
                                false,
                                ReportWords.badge(worst).tone(),
                                worst == Severity.CRITICAL ? "×" : "!",
                                ""))
                        .orElse(
                                seen.get().state() == Manifest.State.PARTIAL
                                        ? new Box("in part", false, "unknown", "?", "")
                                        : new Box("no finding", false, "ok", "●", ""));
        };
    }

    List<StepSheet> steps() {
        return incident.steps().stream()
                .filter(step -> !step.isEmpty())
                .map(this::step)
                .toList();
    }

    private StepSheet step(Step step) {
        List<String> sentences = new ArrayList<>();
        if (!step.joined().isEmpty()) {
            sentences.add("Came: " + String.join(", ", step.joined()) + ".");
        }
        if (!step.left().isEmpty()) {
            sentences.add("Not there any more: " + String.join(", ", step.left()) + ".");
        }
        List<Shift> all = Stream.of(step.versions(), step.limits(), step.counters())
                .flatMap(List::stream)
                .toList();
        List<List<Box>> rows = all.stream()
                .limit(mostRows)
                .map(shift -> Stream.of(shift.subject(), shift.what(), shift.before(), shift.after())
                        .map(IncidentSheets::plain)
                        .toList())
                .toList();
        String title = "From capture " + (step.from() + 1) + " to " + (step.from() + 2);
        return new StepSheet(
                title,
                sentences,
                Columns.sheet(
                        "step-" + (step.from() + 1),
                        title,
                        List.of("Of", "What", "Before", "After"),
                        rows,
                        all.size() - rows.size()));
    }

    Sheet captures() {
        List<List<Box>> rows = IntStream.range(0, incident.captures().size())
                .mapToObj(i -> {
                    Findings.BundleHead head = incident.captures().get(i).bundle();
                    long blind = incident.captures().get(i).verdicts().stream()
                            .filter(verdict -> verdict.state().isBlind())
                            .count();
                    return Stream.of(
                                    String.valueOf(i + 1),
                                    head.file(),
                                    times.brief(head.started()),
                                    Numbers.time(Duration.between(head.started(), head.finished())),
                                    head.profile(),
                                    blind == 0 ? "all playbooks" : blind + " playbooks cannot tell",
                                    head.sha256().isEmpty() ? "" : head.sha256().substring(0, 16))
                            .map(IncidentSheets::plain)
                            .toList();
                })
                .toList();
        return sheet(
                "captures-list",
                "The captures",
                List.of("No.", "Bundle", "Began, " + times.name(), "Took", "Profile", "Sight", "SHA-256 begins"),
                rows);
    }

    Sheet sources() {
        List<List<Box>> rows = incident.sources().stream()
                .map(source -> Stream.of(
                                source.file(),
                                source.format().isEmpty() ? "not recognised" : source.format(),
                                Numbers.count(source.read()),
                                Numbers.count(source.unread()))
                        .map(IncidentSheets::plain)
                        .toList())
                .toList();
        return sheet("sources-list", "Other files", List.of("File", "Read as", "Understood", "Not understood"), rows);
    }

    List<String> remarks() {
        return Stream.concat(
                        incident.captures().stream()
                                .flatMap(capture -> capture.notes().stream()
                                        .map(note -> capture.bundle().file() + ": " + note)),
                        incident.sources().stream()
                                .flatMap((SourceReading source) ->
                                        source.remarks().stream().map(remark -> source.file() + ": " + remark)))
                .distinct()
                .limit(mostRows)
                .toList();
    }

    private static Sheet sheet(String anchor, String title, List<String> names, List<List<Box>> rows) {
        return Columns.sheet(anchor, title, names, rows, 0);
    }

    private static Box plain(String text) {
        return new Box(text, false, "", "", "");
    }
}
