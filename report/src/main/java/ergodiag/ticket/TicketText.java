package ergodiag.ticket;

import ergodiag.bundle.DataSize;
import ergodiag.findings.Finding;
import ergodiag.markup.Block;
import ergodiag.markup.Block.Entry;
import ergodiag.markup.Span;
import ergodiag.report.Page;
import ergodiag.report.Page.Fact;
import ergodiag.report.Page.Item;
import ergodiag.report.Page.Section;
import ergodiag.report.Page.Unseen;
import ergodiag.report.chart.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Composes the text of a ticket: what was found, cause first, what it rests on, and what is attached. */
public final class TicketText {
    private static final int MOST_FACTS = 7;

    private final Page page;
    private final List<String> searchWords;
    private final List<Block.Picture> pictures;
    private final List<TicketFile> attached;
    private final List<String> joining;

    /** How much is said, from all to what has room in the shortest text. */
    private enum Detail {
        FULL(3, 5, 3, true),
        SHORT(1, 5, 2, true),
        BRIEF(1, 2, 0, false),
        BARE(0, 3, 0, false);

        private final int whole;
        private final int inOneLine;
        private final int exhibits;
        private final boolean surroundings;

        Detail(int whole, int inOneLine, int exhibits, boolean surroundings) {
            this.whole = whole;
            this.inOneLine = inOneLine;
            this.exhibits = exhibits;
            this.surroundings = surroundings;
        }
    }

    /**
     * A text about what a page shows.
     *
     * @param causes the findings by which it can be found
     * @param pictures names and meanings of the pictures, the first for its beginning
     * @param attached all files of evidence
     * @param joining what a shell makes the evidence whole with; empty where it is
     */
    public TicketText(
            Page page,
            List<Finding> causes,
            List<Block.Picture> pictures,
            List<TicketFile> attached,
            List<String> joining) {
        this.page = page;
        this.searchWords =
                causes.stream().map(SearchWord::of).distinct().limit(3).toList();
        this.pictures = List.copyOf(pictures);
        this.attached = List.copyOf(attached);
        this.joining = List.copyOf(joining);
    }

    /** The title, in one line that the tracker takes. */
    public String title(Tracker tracker) {
        String cluster = FindingEntry.line(page.head().cluster());
        String about = page.overview().causes().isEmpty()
                ? "nothing found"
                : FindingEntry.line(page.overview().causes().get(0).headline());
        String stop = about.endsWith(".") ? about.substring(0, about.length() - 1) : about;
        return SafeText.shortened(stop + " (" + cluster + ")", tracker.longestTitle());
    }

    /** The text in the tracker's markup, with as much as has room. */
    public String in(Tracker tracker) {
        String text = "";
        for (Detail detail : Detail.values()) {
            text = tracker.markup().write(blocks(detail));
            if (text.length() <= tracker.longestText()) {
                return text;
            }
        }
        return text;
    }

    private List<Block> blocks(Detail detail) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(beginning()));
        page.head().summary().forEach(sentence -> blocks.add(paragraph(sentence)));
        pictures.stream().limit(1).forEach(blocks::add);
        findings(detail, blocks);
        if (detail.surroundings) {
            pictures.stream().skip(1).forEach(blocks::add);
            verdicts(blocks);
            unseen(blocks);
            facts(blocks);
        }
        evidence(blocks);
        if (!searchWords.isEmpty()) {
            List<Span> words = new ArrayList<>(List.of(new Span.Words("To find tickets about the same: ")));
            searchWords.forEach(word -> words.addAll(List.of(new Span.Code(word), new Span.Words(" "))));
            words.remove(words.size() - 1);
            blocks.add(new Block.Paragraph(words));
        }
        return blocks;
    }

    private List<Span> beginning() {
        List<Span> line = new ArrayList<>();
        line.add(new Span.Words(FindingEntry.line(page.head().cluster()) + ", "
                + FindingEntry.line(page.head().period()) + ": "));
        line.add(new Span.Strong(
                page.head().tally().stream().map(Page.Badge::word).collect(Collectors.joining(", "))));
        return line;
    }

    private void findings(Detail detail, List<Block> blocks) {
        List<Item> causes = page.overview().causes();
        if (causes.isEmpty()) {
            return;
        }
        List<Entry> entries = new ArrayList<>();
        int shown = Math.min(causes.size(), detail.whole + detail.inOneLine);
        for (int i = 0; i < shown; i++) {
            entries.add(
                    i < detail.whole
                            ? FindingEntry.whole(causes.get(i), detail.exhibits)
                            : FindingEntry.brief(causes.get(i)));
        }
        if (causes.size() > shown) {
            entries.add(new Entry(new Span.Words(causes.size() - shown + " more in the report")));
        }
        blocks.add(new Block.Heading("Findings, cause first"));
        blocks.add(new Block.Entries(true, entries));
    }

    private void verdicts(List<Block> blocks) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        page.playbooks().sections().stream()
                .sorted(Comparator.comparing(section -> isCalm(section)))
                .forEach(section -> words.computeIfAbsent(section.verdict().word(), word -> new ArrayList<>())
                        .add(section.title()));
        blocks.add(new Block.Heading("What was looked at"));
        blocks.add(new Block.Entries(
                false,
                words.entrySet().stream()
                        .map(one -> new Entry(
                                new Span.Strong(one.getKey()),
                                new Span.Words(": " + FindingEntry.line(String.join(", ", one.getValue())))))
                        .toList()));
    }

    private static boolean isCalm(Section section) {
        return section.verdict().tone().equals("ok");
    }

    private void unseen(List<Block> blocks) {
        List<Unseen> unseen = page.overview().unseen();
        if (unseen.isEmpty()) {
            return;
        }
        List<Entry> entries = new ArrayList<>();
        for (Unseen one : unseen.stream().limit(3).toList()) {
            String what = FindingEntry.line(
                    one.what() + (one.node().isEmpty() ? "" : " of " + one.node()) + ": " + one.reason());
            entries.add(
                    one.fetchWith().isEmpty()
                            ? new Entry(new Span.Words(what))
                            : new Entry(
                                    new Span.Words(what + " Next time: "),
                                    new Span.Code(FindingEntry.line(one.fetchWith()))));
        }
        int more = unseen.size() - entries.size() + page.overview().unseenMore();
        if (more > 0) {
            entries.add(new Entry(new Span.Words(more + " more in the report")));
        }
        blocks.add(new Block.Heading("Not seen"));
        blocks.add(new Block.Entries(false, entries));
    }

    private void facts(List<Block> blocks) {
        List<Entry> entries = Stream.concat(page.head().heading().stream(), page.overview().frame().stream())
                .limit(MOST_FACTS)
                .map(TicketText::fact)
                .toList();
        blocks.add(new Block.Heading("Captured"));
        blocks.add(new Block.Entries(false, entries));
    }

    private static Entry fact(Fact fact) {
        return new Entry(new Span.Words(FindingEntry.line(fact.name() + ": " + fact.value())));
    }

    private void evidence(List<Block> blocks) {
        if (attached.isEmpty()) {
            return;
        }
        blocks.add(new Block.Heading("Attached"));
        blocks.add(new Block.Entries(
                false,
                attached.stream()
                        .map(file -> new Entry(
                                new Span.Code(file.name()),
                                new Span.Words(", " + DataSize.text(file.bytes()) + ", SHA256 "),
                                new Span.Code(file.sha256())))
                        .toList()));
        if (!joining.isEmpty()) {
            blocks.add(paragraph("The evidence is in pieces; a shell, or ergodiag join, makes it whole:"));
            blocks.add(new Block.Listing(joining));
        }
    }

    private static Block paragraph(String text) {
        return new Block.Paragraph(List.of(new Span.Words(FindingEntry.line(text))));
    }
}
