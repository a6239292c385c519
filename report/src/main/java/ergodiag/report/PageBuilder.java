package ergodiag.report;

import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Threshold;
import ergodiag.findings.Verdict;
import ergodiag.report.Page.Appendices;
import ergodiag.report.Page.Badge;
import ergodiag.report.Page.Figure;
import ergodiag.report.Page.Head;
import ergodiag.report.Page.Item;
import ergodiag.report.Page.Limit;
import ergodiag.report.Page.Moment;
import ergodiag.report.Page.Overview;
import ergodiag.report.Page.Section;
import ergodiag.report.Page.Unseen;
import ergodiag.report.chart.Medium;
import ergodiag.report.chart.Quantity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Composes the {@link Page} of a medium from the findings: what comes first, what is cut, what links to what. */
public final class PageBuilder {
    private final Findings findings;
    private final Room room;
    private final EvidenceIndex exhibits;
    private final Items items;
    private final Figures figures;
    private final GapLines blanks;
    private final boolean drawn;
    private final ReportOptions look;

    /** How much a medium takes before it says "n more". */
    private record Room(
            int rows, int exhibits, int evidenceEach, int moments, int unseen, int names, boolean everyLimit) {
        static Room of(Medium medium) {
            return medium == Medium.SCREEN
                    ? new Room(250, 1500, 6, 400, 8, 200, true)
                    : new Room(25, 150, 4, 60, 6, 20, false);
        }
    }

    private PageBuilder(Findings findings, Medium medium, ReportOptions look, boolean drawn) {
        this.findings = findings;
        this.drawn = drawn;
        this.look = look;
        this.room = Room.of(medium);
        this.exhibits = new EvidenceIndex(room.exhibits());
        this.items = new Items(findings, exhibits, room.evidenceEach());
        this.figures = new Figures(findings, medium, room.rows());
        this.blanks = new GapLines(findings);
    }

    public static Page of(Findings findings, Medium medium, ReportOptions look) {
        return new PageBuilder(findings, medium, look, true).page();
    }

    /** The page of a medium that shows no drawings, which are the greater part of the work. */
    public static Page withoutFigures(Findings findings, ReportOptions look) {
        Findings plain = findings.drawing(List.of());
        return new PageBuilder(plain, Medium.PRINT, look, false).page();
    }

    private Page page() {
        List<Item> causes = items.causes();
        Summary summary = new Summary(findings, causes);
        List<Section> sections = findings.verdicts().stream().map(this::section).toList();
        List<Moment> timeline = timeline();
        List<Unseen> unseen = blanks.all();
        List<Limit> limits = limits();
        NodeCards nodes = new NodeCards(findings.nodes());
        CaptureFacts facts = new CaptureFacts(findings);
        Head head = new Head(
                look.title(),
                look.paper().css(),
                facts.cluster(),
                facts.period(),
                facts.heading(),
                facts.running(),
                summary.tone(),
                summary.tally(),
                summary.sentences());
        Overview overview = new Overview(
                causes,
                (int) findings.findings().stream()
                        .filter(finding -> finding.severity() == Severity.INFO)
                        .count(),
                nodes.cards(),
                nodes.calm().stream().limit(room.names()).toList(),
                Math.max(0, nodes.calm().size() - room.names()),
                facts.frame(),
                findings.notes(),
                unseen.stream().limit(room.unseen()).toList(),
                Math.max(0, unseen.size() - room.unseen()),
                lead().stream().toList(),
                figures.of(0),
                figures.sheets(findings.tables(), 0));
        Appendices appendices = new Appendices(
                drawn ? figures.timeline("timeline").stream().toList() : List.of(),
                timeline,
                Math.max(0, findings.timeline().size() - room.moments()),
                new CoverageSheet(findings.coverage(), figures).matrix(),
                limits,
                findings.thresholds().size() - limits.size(),
                exhibits.listed(),
                exhibits.more(),
                facts.making());
        return new Page(head, overview, new Page.Playbooks(sections), appendices);
    }

    /** The chart of the worst finding that is seen in one; what happened when where none is. */
    private Optional<Figure> lead() {
        List<Finding> grave = findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
        return grave.stream()
                .flatMap(finding -> findings.charts().stream()
                        .filter(chart -> chart.code().equals(finding.code()))
                        .limit(1))
                .findFirst()
                .map(figures::lead)
                .or(() -> grave.isEmpty() || !drawn ? Optional.empty() : figures.timeline("lead-timeline"));
    }

    private Section section(Verdict verdict) {
        List<Item> all = items.of(verdict.playbook());
        return new Section(
                "p" + verdict.playbook(),
                verdict.playbook(),
                verdict.title(),
                verdict.state() == Verdict.State.FOUND && all.stream().allMatch(PageBuilder::isInformation)
                        ? new Badge("info", "Explained")
                        : ReportWords.badge(verdict),
                WhereSeen.sentence(verdict),
                ReportWords.sentence(verdict.lookedAt()),
                all.stream().filter(item -> !isInformation(item)).toList(),
                all.stream().filter(PageBuilder::isInformation).toList(),
                blanks.of(verdict),
                figures.of(verdict.playbook()),
                figures.sheets(findings.tables(), verdict.playbook()));
    }

    private static boolean isInformation(Item item) {
        return item.badge().tone().equals("info");
    }

    private List<Moment> timeline() {
        return findings.timeline().stream()
                .limit(room.moments())
                .map(entry -> new Moment(
                        ReportWords.timeOfDay(entry.at()),
                        entry.node(),
                        entry.kind().word(),
                        entry.text(),
                        entry.evidence().stream()
                                .map(one -> exhibits.cite(one, ""))
                                .toList()))
                .toList();
    }

    /** On paper only what a reader may doubt: the limits of the playbooks that found something, and those that were changed. */
    private List<Limit> limits() {
        return findings.thresholds().stream()
                .filter(limit -> room.everyLimit()
                        || limit.origin() == Threshold.Origin.CHANGED
                        || findings.verdicts().stream()
                                .anyMatch(verdict -> verdict.state() == Verdict.State.FOUND
                                        && limit.key().startsWith(verdict.name() + ".")))
                .map(limit -> new Limit(
                        limit.key(),
                        Quantity.text(limit.value(), limit.unit()),
                        limit.origin().word(),
                        limit.reason()))
                .toList();
    }
}
