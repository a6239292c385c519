package ergodiag.report;

import ergodiag.findings.Numbers;
import ergodiag.report.chart.Drawing;
import ergodiag.report.chart.Sketch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a template sees: the findings as text and order, ready to be laid out. Templates can be replaced by a user, so the names are an
 * interface: adding is free, renaming is not. A template sees the names of all parts together, as {@code page.title}, so that parts may be
 * cut otherwise. Every text is plain; escaping is the template's, and is done by the engine.
 *
 * @param head what the first page begins with
 * @param overview what was found, at one look
 * @param playbooks the section of each playbook
 * @param appendices what stands behind it
 */
public record Page(Head head, Overview overview, Playbooks playbooks, Appendices appendices) {
    /** What is drawn on paper, by the names that its places have. */
    public Map<String, Sketch> sketches() {
        Map<String, Sketch> all = new HashMap<>();
        Stream.of(
                        overview.lead().stream(),
                        overview.figures().stream(),
                        playbooks.sections().stream().flatMap(section -> section.figures().stream()),
                        appendices.happenings().stream())
                .flatMap(figures -> figures)
                .flatMap(figure -> figure.drawing().sketch().stream())
                .forEach(sketch -> all.put(sketch.name(), sketch));
        return all;
    }

    /** All parts, in the order of the page. */
    List<Record> parts() {
        return List.of(head, overview, playbooks, appendices);
    }

    /**
     * What the first page begins with, and what runs above each.
     *
     * @param title heading of the report
     * @param paper the size of the paper, as style sheets name it
     * @param cluster what it is about: the entry node, or the name of the bundle
     * @param period when the capture ran, in words, UTC
     * @param heading who captured it, for which ticket
     * @param running what stands above every page of paper
     * @param tone critical, warning, ok or unknown: the gravest of all
     * @param tally counts to print beside the title, as in "2 critical"
     * @param summary what happened, in three sentences
     */
    public record Head(
            String title,
            String paper,
            String cluster,
            String period,
            List<Fact> heading,
            String running,
            String tone,
            List<Badge> tally,
            List<String> summary) {}

    /**
     * What was found and what that rests on, as far as one look goes.
     *
     * @param causes the findings of weight, cause first, those explained by another folded under it
     * @param observations number of findings that are only information
     * @param nodes the nodes that need a card of their own
     * @param calmNodes names of the nodes without any finding, where the cluster is too large for a card each
     * @param calmNodesMore number of names left out there
     * @param frame window, clocks, bundle: what the report rests on
     * @param notes sentences about the bundle as a whole
     * @param unseen what could not be seen, for the first page
     * @param unseenMore number of those left out there
     * @param lead the chart of the worst finding, for the first page; empty when no finding has one
     * @param figures charts of the report as a whole
     * @param sheets tables of the report as a whole
     */
    public record Overview(
            List<Item> causes,
            int observations,
            List<NodeCard> nodes,
            List<String> calmNodes,
            int calmNodesMore,
            List<Fact> frame,
            List<String> notes,
            List<Unseen> unseen,
            int unseenMore,
            List<Figure> lead,
            List<Figure> figures,
            List<Sheet> sheets) {}

    /**
     * One section for each playbook.
     *
     * @param sections one per playbook
     */
    public record Playbooks(List<Section> sections) {
        /** How many there are, "ten". */
        public String sectionsInWords() {
            return Numbers.word(sections.size());
        }
    }

    /**
     * What stands behind it all.
     *
     * @param happenings the timeline as a drawing; empty where nothing happened to a node
     * @param timeline what happened when
     * @param timelineMore number of entries left out
     * @param coverage what was seen of whom
     * @param limits the thresholds that were used
     * @param limitsMore number of those left out
     * @param exhibits the appendix of evidence
     * @param exhibitsMore number of those left out
     * @param making how the report was made
     */
    public record Appendices(
            List<Figure> happenings,
            List<Moment> timeline,
            int timelineMore,
            CoverageMatrix coverage,
            List<Limit> limits,
            int limitsMore,
            List<Exhibit> exhibits,
            int exhibitsMore,
            List<Fact> making) {}

    /** A word with its colour: tone is critical, warning, info, ok, unknown or broken. */
    public record Badge(String tone, String word) {}

    /** A name and what belongs to it. */
    public record Fact(String name, String value) {}

    /** A link to a finding. */
    public record Link(String anchor, String code, Badge badge, String sentence, String section) {}

    /** A node at a glance. */
    public record NodeCard(String name, Badge badge, String state, List<String> facts) {}

    /** Something that could not be seen, with the sections it weakens. */
    public record Unseen(String what, String node, String reason, String fetchWith, List<String> sections) {}

    /** A chart; {@code topic} is what is drawn where {@code title} is what to see in it; {@code svg} is escaped already and empty where {@code failure} is a sentence that says why there is none. */
    public record Figure(
            String anchor, String title, String topic, Drawing drawing, String caption, String failure, Sheet table) {
        public String svg() {
            return drawing.svg();
        }

        public boolean wide() {
            return drawing.wide();
        }

        /** Whether a table stands in for the drawing, or beside it. */
        public boolean hasTable() {
            return !table.rows().isEmpty();
        }
    }

    /** A table; {@code more} rows are left out. */
    public record Sheet(String anchor, String title, List<Column> columns, List<List<Box>> rows, int more) {
        private static final int DENSE = 100;
        private static final int SHORT = 7;

        /** No table. */
        public static final Sheet NONE = new Sheet("", "", List.of(), List.of(), 0);

        /** Whether paper is too narrow for letters of the usual size. */
        public boolean isDense() {
            return areDense(columns.stream().mapToInt(Column::letters));
        }

        /** Whether columns that want so many letters each do not fit in letters of the usual size. */
        static boolean areDense(IntStream letters) {
            return letters.map(wanted -> wanted + 2).sum() > DENSE;
        }

        /** Whether it can be kept on one sheet of paper. */
        public boolean isShort() {
            return rows.size() <= SHORT;
        }
    }

    /** Heading of a column; {@code letters} is the room its texts want and {@code percent} its share of the table. */
    public record Column(String name, boolean numeric, int letters, double percent) {}

    /** A cell of a table; tone and sign are empty for plain text. */
    public record Box(String text, boolean numeric, String tone, String sign, String hint) {}

    /**
     * A playbook's section; {@code findings} are those of weight, {@code noticed} those that are only
     * information; {@code scope} says of which nodes the verdict speaks, where not of all.
     */
    public record Section(
            String anchor,
            int number,
            String title,
            Badge verdict,
            String scope,
            String lookedAt,
            List<Item> findings,
            List<Item> noticed,
            List<Unseen> gaps,
            List<Figure> figures,
            List<Sheet> sheets) {}

    /** A finding: {@code headline} in plain words, {@code sentence} exactly. */
    public record Item(
            String anchor,
            String code,
            Badge badge,
            String headline,
            String sentence,
            String since,
            List<Fact> subject,
            List<Fact> numbers,
            List<Exhibit> evidence,
            int evidenceMore,
            List<Link> explains,
            List<Link> explainedBy,
            String advice,
            String wouldChange,
            String nextCapture,
            String section) {}

    /** A piece of evidence with its number in the appendix; {@code place} is what {@code ergodiag show} takes. */
    public record Exhibit(int number, String anchor, String place, String value, List<String> citedBy) {}

    /** An entry of the timeline. */
    public record Moment(String time, String node, String kind, String text, List<Exhibit> evidence) {}

    /** A threshold. */
    public record Limit(String key, String value, String origin, String reason) {}

    /** What was seen of whom: a matrix of signs where it fits the page, with the names of numbered columns, and the list of what is not whole. */
    public record CoverageMatrix(
            List<String> nodes, List<CoverageRow> rows, List<Fact> key, Sheet summary, Sheet lacking) {}

    /** A tool's row of the coverage matrix. */
    public record CoverageRow(String tool, List<Box> cells) {}
}
