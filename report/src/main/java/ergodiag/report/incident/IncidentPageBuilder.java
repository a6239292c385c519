package ergodiag.report.incident;

import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.incident.FindingLife;
import ergodiag.incident.Incident;
import ergodiag.incident.NodeLife;
import ergodiag.incident.Sighting;
import ergodiag.incident.people.MarkdownText;
import ergodiag.incident.people.Notes;
import ergodiag.report.Page.Badge;
import ergodiag.report.Page.Box;
import ergodiag.report.Page.Fact;
import ergodiag.report.Page.Figure;
import ergodiag.report.ReportWords;
import ergodiag.report.chart.Medium;
import ergodiag.report.incident.IncidentPage.Head;
import ergodiag.report.incident.IncidentPage.Life;
import ergodiag.report.incident.IncidentPage.Part;
import ergodiag.report.incident.IncidentPage.Symptom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Composes the page of an incident: what comes first, and how much a medium takes. */
public final class IncidentPageBuilder {
    private static final int EVIDENCE = 4;
    private static final int SYMPTOMS = 6;

    private final Incident incident;
    private final Notes notes;
    private final IncidentOptions look;
    private final IncidentFigures drawings;
    private final IncidentSheets sheets;
    private final ZonedTimes times;
    private final LifeCourse course;

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
        this.times = ZonedTimes.of(look.zone(), incident.from(), incident.until());
        this.course = new LifeCourse(incident, times);
        Room room = Room.of(medium);
        this.drawings = new IncidentFigures(incident, medium, look.zone(), room.charts(), drawn);
        this.sheets = new IncidentSheets(incident, notes, times, room.moments(), room.rows());
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
        List<Figure> figures = drawings.figures();
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
                parts(true),
                parts(false),
                sheets.actions(),
                sheets.proposals(),
                drawings.happenings(),
                sheets.timeline(),
                figures.stream().skip(1).toList(),
                sheets.nodes(),
                sheets.steps(),
                sheets.captures(),
                sheets.sources(),
                sheets.remarks());
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
            tally.add(sawAll() ? new Badge("ok", "Healthy") : new Badge("unknown", "Cannot tell"));
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
                critical > 0 ? "critical" : warning > 0 ? "warning" : sawAll() ? "ok" : "unknown",
                tally,
                summary(roots));
    }

    /** Whether nothing is a finding too: every playbook could tell in every capture. */
    private boolean sawAll() {
        return incident.captures().stream()
                .flatMap(capture -> capture.verdicts().stream())
                .noneMatch(verdict -> verdict.state().isBlind());
    }

    private long count(Severity severity) {
        return incident.causes().stream()
                .filter(life -> life.severity() == severity)
                .count();
    }

    private List<String> summary(List<FindingLife> roots) {
        if (roots.isEmpty()) {
            return List.of(
                    sawAll()
                            ? "Every playbook looked in every capture, and none found anything of weight."
                            : "Nothing of weight was found in what could be seen, but not every capture could see everything"
                                    + " needed. What each of them could see stands below.");
        }
        List<String> sentences = new ArrayList<>();
        FindingLife main = roots.get(0);
        String headline = ReportWords.sentence(main.gravest().prose().plainly());
        String exactly = ReportWords.sentence(main.gravest().prose().sentence());
        sentences.add(headline.equals(exactly) ? exactly : headline + " " + exactly);
        sentences.add(course.of(main));
        if (roots.size() > 1) {
            sentences.add("Beside it: "
                    + roots.stream()
                            .skip(1)
                            .limit(3)
                            .map(life -> life.gravest().prose().plainly().replaceFirst("\\.$", "") + " ("
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
                finding.prose().plainly(),
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

    private List<Part> parts(boolean summary) {
        return notes.sections().stream()
                .filter(section -> (section.part() == Notes.Part.SUMMARY) == summary)
                .map(section -> new Part(section.title(), MarkdownText.html(section.markdown()), section.markdown()))
                .toList();
    }
}
