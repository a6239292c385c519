package ergodiag.report;

import ergodiag.analyze.Finding;
import ergodiag.analyze.Findings;
import ergodiag.analyze.Findings.NodeSummary;
import ergodiag.analyze.Severity;
import ergodiag.analyze.Threshold;
import ergodiag.analyze.Verdict;
import ergodiag.report.Page.Badge;
import ergodiag.report.Page.Fact;
import ergodiag.report.Page.Figure;
import ergodiag.report.Page.Item;
import ergodiag.report.Page.Limit;
import ergodiag.report.Page.Moment;
import ergodiag.report.Page.NodeCard;
import ergodiag.report.Page.Section;
import ergodiag.report.Page.Unseen;
import ergodiag.report.chart.Labels;
import ergodiag.report.chart.Medium;
import ergodiag.report.chart.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Composes the {@link Page} of a medium from the findings: what comes first, what is cut, what links to what. */
final class Composition {
    private static final int CARDS = 24;

    private final Findings findings;
    private final Room room;
    private final Exhibits exhibits;
    private final Items items;
    private final Figures figures;
    private final Blanks blanks;
    private final boolean drawn;
    private final Look look;

    /** How much a medium takes before it says "n more". */
    private record Room(
            int rows, int exhibits, int evidenceEach, int moments, int unseen, int names, boolean everyLimit) {
        static Room of(Medium medium) {
            return medium == Medium.SCREEN
                    ? new Room(250, 1500, 6, 400, 8, 200, true)
                    : new Room(25, 150, 4, 60, 6, 20, false);
        }
    }

    private Composition(Findings findings, Medium medium, Look look, boolean drawn) {
        this.findings = findings;
        this.drawn = drawn;
        this.look = look;
        this.room = Room.of(medium);
        this.exhibits = new Exhibits(room.exhibits());
        this.items = new Items(findings, exhibits, room.evidenceEach());
        this.figures = new Figures(findings, medium, room.rows());
        this.blanks = new Blanks(findings);
    }

    static Page of(Findings findings, Medium medium, Look look) {
        return new Composition(findings, medium, look, true).page();
    }

    /** The page of a medium that shows no drawings, which are the greater part of the work. */
    static Page withoutFigures(Findings findings, Look look) {
        Findings plain = findings.drawing(List.of());
        return new Composition(plain, Medium.PRINT, look, false).page();
    }

    private Page page() {
        List<Item> causes = items.causes();
        Summary summary = new Summary(findings, causes);
        List<Section> sections = findings.verdicts().stream().map(this::section).toList();
        List<Moment> timeline = timeline();
        List<Unseen> unseen = blanks.all();
        List<Limit> limits = limits();
        Findings.BundleHead bundle = findings.bundle();
        return new Page(
                look.title(),
                look.paper().css(),
                cluster(),
                Words.period(bundle.started(), bundle.finished()),
                heading(),
                running(),
                summary.tone(),
                summary.tally(),
                summary.sentences(),
                causes,
                (int) findings.findings().stream()
                        .filter(finding -> finding.severity() == Severity.INFO)
                        .count(),
                cards(),
                calm().stream().limit(room.names()).toList(),
                Math.max(0, calm().size() - room.names()),
                frame(),
                findings.notes(),
                unseen.stream().limit(room.unseen()).toList(),
                Math.max(0, unseen.size() - room.unseen()),
                lead().stream().toList(),
                figures.of(0),
                figures.sheets(findings.tables(), 0),
                sections,
                drawn ? figures.timeline("timeline").stream().toList() : List.of(),
                timeline,
                Math.max(0, findings.timeline().size() - room.moments()),
                new CoverageSheet(findings.coverage(), figures).matrix(),
                limits,
                findings.thresholds().size() - limits.size(),
                exhibits.listed(),
                exhibits.more(),
                making());
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
                verdict.state() == Verdict.State.FOUND && all.stream().allMatch(Composition::isInformation)
                        ? new Badge("info", "Explained")
                        : Words.badge(verdict.state()),
                Words.sentence(verdict.lookedAt()),
                all.stream().filter(item -> !isInformation(item)).toList(),
                all.stream().filter(Composition::isInformation).toList(),
                blanks.of(verdict),
                figures.of(verdict.playbook()),
                figures.sheets(findings.tables(), verdict.playbook()));
    }

    private static boolean isInformation(Item item) {
        return item.badge().tone().equals("info");
    }

    private List<NodeCard> cards() {
        boolean all = findings.nodes().size() <= CARDS;
        return findings.nodes().stream()
                .filter(node -> all || !isCalm(node))
                .map(node -> new NodeCard(node.name(), badge(node), node.state(), node.facts()))
                .toList();
    }

    private List<String> calm() {
        return findings.nodes().size() <= CARDS
                ? List.of()
                : findings.nodes().stream()
                        .filter(Composition::isCalm)
                        .map(NodeSummary::name)
                        .toList();
    }

    private static boolean isCalm(NodeSummary node) {
        return node.worst().isEmpty() && node.state().equals("captured");
    }

    private static Badge badge(NodeSummary node) {
        return node.worst().map(Words::badge).orElseGet(() -> switch (node.state()) {
            case "captured" -> new Badge("ok", "No finding");
            case "partial" -> new Badge("unknown", "Partly seen");
            default -> new Badge("unknown", "Silent");
        });
    }

    /** Who captured what, for whom. */
    private List<Fact> heading() {
        Findings.BundleHead bundle = findings.bundle();
        List<Fact> heading = new ArrayList<>();
        bundle.labels().ticket().ifPresent(ticket -> heading.add(new Fact("Ticket", ticket)));
        bundle.labels().by().ifPresent(by -> heading.add(new Fact("Captured by", by)));
        bundle.labels().note().ifPresent(note -> heading.add(new Fact("Note", note)));
        heading.add(new Fact("Bundle", bundle.file()));
        return heading;
    }

    /** What stands above every page of paper. */
    private String running() {
        String cluster = Labels.shortened(cluster(), 48);
        return findings.bundle()
                        .labels()
                        .ticket()
                        .map(ticket -> Labels.shortened(ticket, 24) + " · ")
                        .orElse("") + cluster + " · "
                + Words.period(findings.bundle().started(), findings.bundle().finished());
    }

    private String cluster() {
        Findings.BundleHead bundle = findings.bundle();
        return bundle.entryNode().isEmpty() ? bundle.file() : "Cluster of " + bundle.entryNode();
    }

    private List<Fact> frame() {
        Findings.BundleHead bundle = findings.bundle();
        long silent = nodes("silent");
        long partial = nodes("partial");
        List<Fact> frame = new ArrayList<>();
        frame.add(new Fact(
                "Nodes",
                findings.nodes().size() + " known, " + nodes("captured") + " captured"
                        + (partial > 0 ? ", " + partial + " in part" : "")
                        + (silent > 0 ? ", " + silent + " silent" : "")));
        frame.add(new Fact(
                "Window",
                bundle.window().isZero()
                        ? "none: single readings"
                        : Words.duration(bundle.window()) + " of repeated readings"));
        frame.add(new Fact("Clocks", clocks()));
        frame.add(new Fact(
                "Capture",
                "profile " + bundle.profile() + ", " + Words.count(bundle.calls(), "call") + ", " + bundle.failedCalls()
                        + " failed" + (bundle.complete() ? "" : "; did not run to its end")));
        return frame;
    }

    private long nodes(String state) {
        return findings.nodes().stream()
                .filter(node -> node.state().equals(state))
                .count();
    }

    private String clocks() {
        Optional<NodeSummary> farthest = findings.nodes().stream()
                .filter(node -> node.clockOffset().isPresent())
                .max(Comparator.comparing(
                        node -> node.clockOffset().map(Duration::abs).orElse(Duration.ZERO)));
        return farthest.map(node -> "at most "
                        + Words.duration(
                                node.clockOffset().orElse(Duration.ZERO).abs()) + " from ours (" + node.name()
                        + ")")
                .orElse("not known");
    }

    private List<Moment> timeline() {
        return findings.timeline().stream()
                .limit(room.moments())
                .map(entry -> new Moment(
                        Words.timeOfDay(entry.at()),
                        entry.node(),
                        entry.kind(),
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
                        || limit.origin().equals(Threshold.CHANGED)
                        || findings.verdicts().stream()
                                .anyMatch(verdict -> verdict.state() == Verdict.State.FOUND
                                        && limit.key().startsWith(verdict.name() + ".")))
                .map(limit -> new Limit(
                        limit.key(), Quantity.text(limit.value(), limit.unit()), limit.origin(), limit.reason()))
                .toList();
    }

    private List<Fact> making() {
        Findings.BundleHead bundle = findings.bundle();
        List<Fact> making = new ArrayList<>();
        making.add(new Fact("Report by", "ergodiag " + findings.toolVersion()));
        making.add(new Fact("Bundle", bundle.file()));
        making.add(new Fact("SHA-256", bundle.sha256()));
        making.add(new Fact("Written by", bundle.writtenBy()));
        making.add(new Fact("Captured", Words.period(bundle.started(), bundle.finished())));
        making.add(new Fact("Entry", (bundle.entryUrl() + " " + bundle.entryNode()).trim()));
        making.add(new Fact("Command", bundle.labels().command()));
        making.add(new Fact(
                "Redaction",
                Words.count(bundle.redacted(), "value") + " taken out"
                        + (bundle.redactedKinds().isEmpty()
                                ? ""
                                : " (" + String.join(", ", bundle.redactedKinds()) + ")")));
        return making.stream().filter(fact -> !fact.value().isEmpty()).toList();
    }
}
