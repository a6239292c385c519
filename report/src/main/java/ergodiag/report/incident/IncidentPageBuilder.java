package ergodiag.report.incident;

import ergodiag.bundle.WorldError;
import ergodiag.findings.Chart;
import ergodiag.findings.Comparison.Shift;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.incident.FindingLife;
import ergodiag.incident.Happening;
import ergodiag.incident.Happening.Kind;
import ergodiag.incident.Incident;
import ergodiag.incident.NodeLife;
import ergodiag.incident.Sighting;
import ergodiag.incident.Step;
import ergodiag.incident.people.MarkdownText;
import ergodiag.incident.people.Notes;
import ergodiag.incident.source.SourceReading;
import ergodiag.report.Columns;
import ergodiag.report.Page.Badge;
import ergodiag.report.Page.Box;
import ergodiag.report.Page.Fact;
import ergodiag.report.Page.Figure;
import ergodiag.report.Page.Sheet;
import ergodiag.report.ReportWords;
import ergodiag.report.chart.Drawing;
import ergodiag.report.chart.Frame;
import ergodiag.report.chart.Frame.Mark;
import ergodiag.report.chart.Letters;
import ergodiag.report.chart.Medium;
import ergodiag.report.chart.TimeScale;
import ergodiag.report.chart.TimeScale.Stretch;
import ergodiag.report.chart.TimelineChart;
import ergodiag.report.chart.TimelineChart.Sign;
import ergodiag.report.incident.IncidentPage.Head;
import ergodiag.report.incident.IncidentPage.Life;
import ergodiag.report.incident.IncidentPage.Part;
import ergodiag.report.incident.IncidentPage.StepSheet;
import ergodiag.report.incident.IncidentPage.Symptom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Composes the page of an incident. Longer than others because it names every part of that page once; what a part says is worked out where it
 * belongs.
 */
public final class IncidentPageBuilder {
    private static final int EVIDENCE = 4;
    private static final int SYMPTOMS = 6;

    private final Incident incident;
    private final Notes notes;
    private final IncidentOptions look;
    private final Medium medium;
    private final boolean drawn;
    private final ZonedTimes times;
    private final LifeCourse course;
    private final Room room;
    private final List<Stretch> watched;

    /** How much a medium takes. */
    private record Room(int moments, int rows, int charts) {
        static Room of(Medium medium) {
            return medium == Medium.SCREEN ? new Room(1000, 200, 30) : new Room(120, 30, 12);
        }
    }

    private IncidentPageBuilder(Incident incident, Notes notes, IncidentOptions look, Medium medium, boolean drawn) {
        this.incident = incident;
        this.notes = notes;
        this.look = look;
        this.medium = medium;
        this.drawn = drawn && Letters.missing().isEmpty();
        this.times = ZonedTimes.of(look.zone(), incident.from(), incident.until());
        this.course = new LifeCourse(incident, times);
        this.room = Room.of(medium);
        this.watched = watched();
    }

    /** The page of a medium. */
    public static IncidentPage of(Incident incident, Notes notes, IncidentOptions look, Medium medium) {
        return new IncidentPageBuilder(incident, notes, look, medium, true).page();
    }

    /** Without drawings, for what shows none. */
    public static IncidentPage withoutFigures(Incident incident, Notes notes, IncidentOptions look) {
        return new IncidentPageBuilder(incident, notes, look, Medium.SCREEN, false).page();
    }

    private IncidentPage page() {
        List<FindingLife> roots = incident.causes().stream()
                .filter(life -> life.explainedBy().isEmpty()
                        || life.explainedBy().stream().noneMatch(this::isShown))
                .toList();
        List<Figure> figures = figures();
        return new IncidentPage(
                head(roots),
                incident.main().map(course::table).orElse(List.of()),
                figures.stream()
                        .limit(incident.charts().stream()
                                .limit(1)
                                .filter(chart -> !chart.code().isEmpty())
                                .count())
                        .toList(),
                incident.causes().stream().map(this::life).toList(),
                incident.lives().size() - incident.causes().size(),
                parts(),
                actions(),
                proposals(),
                happenings(),
                timeline(),
                figures.stream().skip(1).toList(),
                nodes(),
                steps(),
                captures(),
                sources(),
                remarks());
    }

    private boolean isShown(String id) {
        return incident.causes().stream().anyMatch(life -> life.id().equals(id));
    }

    private Head head(List<FindingLife> roots) {
        long critical = count(Severity.CRITICAL);
        long warning = count(Severity.WARNING);
        List<Badge> tally = new ArrayList<>();
        if (critical > 0) {
            tally.add(new Badge("critical", critical + " critical"));
        }
        if (warning > 0) {
            tally.add(new Badge("warning", warning + (warning == 1 ? " warning" : " warnings")));
        }
        if (tally.isEmpty()) {
            tally.add(new Badge("ok", "Nothing of weight"));
        }
        String title = look.title()
                .or(() -> Optional.of(notes.title()).filter(one -> !one.isEmpty()))
                .orElse("Incident report");
        String cluster = incident.nodes().size() + (incident.nodes().size() == 1 ? " node" : " nodes") + ", "
                + incident.captures().size() + (incident.captures().size() == 1 ? " capture" : " captures") + ": "
                + incident.nodes().stream().map(NodeLife::name).limit(4).collect(Collectors.joining(", "))
                + (incident.nodes().size() > 4 ? ", …" : "");
        return new Head(
                title,
                look.paper().name().toLowerCase(Locale.ROOT),
                cluster,
                times.period(incident.from(), incident.until()),
                title + " · " + times.period(incident.from(), incident.until()),
                critical > 0 ? "critical" : warning > 0 ? "warning" : "ok",
                tally,
                summary(roots));
    }

    private long count(Severity severity) {
        return incident.causes().stream()
                .filter(life -> life.severity() == severity)
                .count();
    }

    private List<String> summary(List<FindingLife> roots) {
        if (roots.isEmpty()) {
            return List.of("No capture of these found anything of weight. What each of them could see stands below.");
        }
        List<String> sentences = new ArrayList<>();
        FindingLife main = roots.get(0);
        String headline = ReportWords.sentence(headline(main.gravest()));
        String exactly = ReportWords.sentence(main.gravest().prose().sentence());
        sentences.add(headline.equals(exactly) ? exactly : headline + " " + exactly);
        sentences.add(course.of(main));
        if (roots.size() > 1) {
            sentences.add("Beside it: "
                    + roots.stream()
                            .skip(1)
                            .limit(3)
                            .map(life -> headline(life.gravest()).replaceFirst("\\.$", "") + " ("
                                    + life.gravest().code() + ")")
                            .collect(Collectors.joining("; "))
                    + (roots.size() > 4 ? "; and " + (roots.size() - 4) + " more" : "") + ".");
        }
        return sentences;
    }

    private Life life(FindingLife it) {
        Finding finding = it.gravest();
        String also = it.also().isEmpty()
                ? ""
                : "Also of "
                        + it.also().stream().limit(4).map(Subject::label).collect(Collectors.joining(", "))
                        + (it.also().size() > 4 ? " and " + (it.also().size() - 4) + " more" : "") + ".";
        Map<String, FindingLife> byId =
                incident.lives().stream().collect(Collectors.toMap(FindingLife::id, one -> one, (a, b) -> a));
        return new Life(
                "f-" + (incident.lives().indexOf(it) + 1),
                finding.code(),
                ReportWords.badge(it.severity()),
                headline(finding),
                finding.prose().sentence(),
                also,
                course.of(it),
                IntStream.range(0, it.sightings().size())
                        .mapToObj(i -> box(i, it.sightings().get(i)))
                        .toList(),
                finding.prose().advice(),
                it.explains().stream()
                        .flatMap(id -> Stream.ofNullable(byId.get(id)))
                        .limit(SYMPTOMS)
                        .map(one -> new Symptom(
                                one.gravest().code(), one.gravest().prose().sentence()))
                        .toList(),
                incident.captures().get(it.gravestIn()).bundle().file(),
                finding.basis().evidence().stream()
                        .limit(EVIDENCE)
                        .map(place -> new Fact(place.reference(), place.value()))
                        .toList());
    }

    private static String headline(Finding finding) {
        return finding.prose().headline().isEmpty()
                ? finding.prose().sentence()
                : finding.prose().headline();
    }

    private static Box box(int capture, Sighting sighting) {
        String number = String.valueOf(capture + 1);
        return switch (sighting.state()) {
            case SEEN ->
                new Box(
                        number,
                        false,
                        ReportWords.badge(sighting.severity().orElse(Severity.INFO))
                                .tone(),
                        sighting.severity()
                                        .filter(one -> one == Severity.CRITICAL)
                                        .isPresent()
                                ? "×"
                                : "!",
                        "there in capture " + number);
            case ABSENT -> new Box(number, false, "ok", "●", "looked for in vain in capture " + number);
            case UNSEEN -> new Box(number, false, "unknown", "?", "capture " + number + " could not look");
        };
    }

    private List<Part> parts() {
        return notes.sections().stream()
                .map(section -> new Part(section.title(), MarkdownText.html(section.markdown()), section.markdown()))
                .toList();
    }

    private Sheet actions() {
        return sheet(
                "actions-list",
                "Decided by people",
                List.of("Action", "Owner", "Due", "Ticket"),
                notes.actions().stream()
                        .map(one -> row(Stream.of(one.text(), one.owner(), one.due(), one.ticket())
                                .map(text -> text.isEmpty() ? "–" : text)))
                        .toList());
    }

    private Sheet proposals() {
        return sheet(
                "proposals-list",
                "Proposed by the findings",
                List.of("Finding", "About", "What to do"),
                incident.proposals().stream()
                        .map(one -> row(Stream.of(one.code(), one.about(), one.text())))
                        .toList());
    }

    private static List<Box> row(Stream<String> texts) {
        return texts.map(IncidentPageBuilder::plain).toList();
    }

    private List<Stretch> watched() {
        List<Stretch> all = new ArrayList<>();
        for (Findings capture : incident.captures()) {
            Instant from = capture.bundle().started();
            Instant until = capture.bundle().finished();
            int last = all.size() - 1;
            if (last >= 0 && !from.isAfter(all.get(last).until())) {
                Instant end = until.isAfter(all.get(last).until())
                        ? until
                        : all.get(last).until();
                all.set(last, new Stretch(all.get(last).from(), end));
            } else {
                all.add(new Stretch(from, until));
            }
        }
        return List.copyOf(all);
    }

    private Frame frame(Chart chart) {
        boolean within = chart.series().stream()
                        .flatMap(series -> series.times().stream())
                        .allMatch(at -> watched.stream()
                                .anyMatch(one -> !at.isBefore(one.from().minusSeconds(60))
                                        && !at.isAfter(one.until().plusSeconds(60))))
                || watched.size() > 1 && isOfCaptures(chart);
        List<Mark> marks = new ArrayList<>();
        if (!within) {
            watched.forEach(one -> marks.add(new Mark("captures", one.from(), one.until())));
        }
        return new Frame(
                medium,
                true,
                false,
                incident.nodes().stream().map(NodeLife::name).toList(),
                marks,
                new TimeScale(look.zone(), within ? watched : List.of()));
    }

    private boolean isOfCaptures(Chart chart) {
        return incident.captures().stream()
                .flatMap(capture -> capture.charts().stream())
                .anyMatch(one -> one.id().equals(chart.id()));
    }

    private List<Figure> figures() {
        if (!drawn) {
            return List.of();
        }
        return incident.charts().stream()
                .filter(Drawing::hasValues)
                .limit(room.charts())
                .map(this::figure)
                .toList();
    }

    private Figure figure(Chart chart) {
        String anchor = "c-" + ReportWords.slug(chart.id());
        try {
            return new Figure(
                    anchor,
                    chart.title(),
                    chart.topic(),
                    Drawing.of(chart, frame(chart)),
                    ReportWords.sentence(chart.caption()),
                    "",
                    Sheet.NONE);
        } catch (RuntimeException e) {
            String failure = "This chart could not be drawn (" + WorldError.reason(e) + "). Nothing else is affected.";
            return new Figure(anchor, chart.title(), chart.topic(), Drawing.NONE, "", failure, Sheet.NONE);
        }
    }

    private List<Figure> happenings() {
        if (!drawn) {
            return List.of();
        }
        Instant until = incident.until();
        Duration before = Duration.between(incident.from(), until).dividedBy(4);
        List<Sign> signs = incident.moments().stream()
                .filter(moment -> moment.kind() != Kind.CAPTURE)
                .filter(moment -> !moment.at().isBefore(incident.from().minus(before))
                        && !moment.at().isAfter(until.plus(before)))
                .map(moment -> new Sign(
                        moment.at(),
                        lane(moment),
                        KindWords.of(moment.kind()),
                        moment.kind().ordinal(),
                        moment.kind() == Kind.FAULT))
                .toList();
        List<String> lanes = Stream.concat(
                        Stream.of("people", "alerts"), incident.nodes().stream().map(NodeLife::name))
                .toList();
        Instant first = signs.stream().map(Sign::at).min(Instant::compareTo).orElse(incident.from());
        Instant last = signs.stream().map(Sign::at).max(Instant::compareTo).orElse(until);
        String title = "What happened when";
        String caption = "Bands are times that no capture saw. The list below says more of each sign.";
        return TimelineChart.of(
                        signs,
                        first.isBefore(incident.from()) ? first : incident.from(),
                        last.isAfter(until) ? last : until,
                        "incident-timeline",
                        new Frame(
                                medium, true, false, lanes, List.of(), new TimeScale(look.zone(), around(first, last))),
                        title + ". " + caption)
                .map(drawing -> new Figure("c-timeline", title, "", drawing, caption, "", Sheet.NONE))
                .stream()
                .toList();
    }

    /** What was watched, and what was told of before and after. */
    private List<Stretch> around(Instant first, Instant last) {
        if (watched.size() < 2) {
            return List.of();
        }
        List<Stretch> all = new ArrayList<>(watched);
        Stretch begin = all.get(0);
        if (first.isBefore(begin.from())) {
            all.set(0, new Stretch(first, begin.until()));
        }
        Stretch end = all.get(all.size() - 1);
        if (last.isAfter(end.until())) {
            all.set(all.size() - 1, new Stretch(end.from(), last));
        }
        return all;
    }

    private static String lane(Happening moment) {
        return switch (moment.kind()) {
            case PERSON -> "people";
            case ALERT, RESOLVED -> "alerts";
            case CAPTURE, FAULT, OVER, RESTART, NODE, LINK, CHANGE, PANIC, ERROR, WARNING ->
                moment.node().isEmpty() ? "cluster" : moment.node();
        };
    }

    private Sheet timeline() {
        boolean utc = times.isUtc();
        List<List<Box>> rows = incident.moments().stream()
                .limit(room.moments())
                .map(moment -> Stream.of(
                                Stream.of(times.brief(moment.at())),
                                utc ? Stream.<String>empty() : Stream.of(times.utc(moment.at())),
                                Stream.of(
                                        lane(moment),
                                        KindWords.of(moment.kind()),
                                        moment.text(),
                                        moment.source() + place(moment)))
                        .flatMap(one -> one)
                        .map(IncidentPageBuilder::plain)
                        .toList())
                .toList();
        List<String> names = utc
                ? List.of("UTC", "Where", "What", "Told", "By")
                : List.of(times.name(), "UTC", "Where", "What", "Told", "By");
        Sheet sheet = sheet("timeline-list", "Timeline", names, rows);
        return new Sheet(
                sheet.anchor(),
                sheet.title(),
                sheet.columns(),
                rows,
                Math.max(0, incident.moments().size() - room.moments()));
    }

    private static String place(Happening moment) {
        return moment.line() > 0
                ? ":" + moment.line()
                : moment.evidence().stream()
                        .findFirst()
                        .map(one -> " " + one.reference())
                        .orElse("");
    }

    private Sheet nodes() {
        List<String> names = Stream.concat(
                        Stream.of("Node"),
                        IntStream.rangeClosed(1, incident.captures().size()).mapToObj(String::valueOf))
                .toList();
        List<List<Box>> rows = incident.nodes().stream()
                .limit(room.rows())
                .map(node -> Stream.concat(
                                Stream.of(plain(node.name())),
                                node.seen().stream().map(IncidentPageBuilder::state))
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
                        .orElse(new Box("well", false, "ok", "●", ""));
        };
    }

    private List<StepSheet> steps() {
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
                .limit(room.rows())
                .map(shift -> Stream.of(shift.subject(), shift.what(), shift.before(), shift.after())
                        .map(IncidentPageBuilder::plain)
                        .toList())
                .toList();
        String title = "From capture " + (step.from() + 1) + " to " + (step.from() + 2);
        Sheet sheet = sheet("step-" + (step.from() + 1), title, List.of("Of", "What", "Before", "After"), rows);
        return new StepSheet(
                title, sentences, new Sheet(sheet.anchor(), title, sheet.columns(), rows, all.size() - rows.size()));
    }

    private Sheet captures() {
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
                            .map(IncidentPageBuilder::plain)
                            .toList();
                })
                .toList();
        return sheet(
                "captures-list",
                "The captures",
                List.of("No.", "Bundle", "Began, " + times.name(), "Took", "Profile", "Sight", "SHA-256 begins"),
                rows);
    }

    private Sheet sources() {
        List<List<Box>> rows = incident.sources().stream()
                .map(source -> Stream.of(
                                source.file(),
                                source.format().isEmpty() ? "not recognised" : source.format(),
                                Numbers.count(source.read()),
                                Numbers.count(source.unread()))
                        .map(IncidentPageBuilder::plain)
                        .toList())
                .toList();
        return sheet("sources-list", "Other files", List.of("File", "Read as", "Understood", "Not understood"), rows);
    }

    private List<String> remarks() {
        return Stream.concat(
                        incident.captures().stream()
                                .flatMap(capture -> capture.notes().stream()
                                        .map(note -> capture.bundle().file() + ": " + note)),
                        incident.sources().stream()
                                .flatMap((SourceReading source) ->
                                        source.remarks().stream().map(remark -> source.file() + ": " + remark)))
                .distinct()
                .limit(room.rows())
                .toList();
    }

    private static Sheet sheet(String anchor, String title, List<String> names, List<List<Box>> rows) {
        return Columns.sheet(anchor, title, names, List.of(), rows);
    }

    private static Box plain(String text) {
        return new Box(text, false, "", "", "");
    }
}
