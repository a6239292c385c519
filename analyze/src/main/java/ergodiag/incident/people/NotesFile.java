package ergodiag.incident.people;

import ergodiag.bundle.UserError;
import ergodiag.incident.people.Notes.ActionItem;
import ergodiag.incident.people.Notes.Part;
import ergodiag.incident.people.Notes.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;

/** Reads the notes of an incident: Markdown whose headings of the first two levels are the parts of a post-mortem. */
public final class NotesFile {
    private static final int PARTS_UP_TO = 2;

    private NotesFile() {}

    /**
     * What is written there.
     *
     * @throws UserError when it cannot be read
     */
    public static Notes read(Path file) {
        return parse(WrittenText.of(file, "notes"));
    }

    /** The parts of a text: what ergodiag wrote into it itself is left out. */
    static Notes parse(String written) {
        String text = MarkdownText.withoutComments(Skeleton.withoutGenerated(written));
        List<String> lines = text.lines().toList();
        List<Heading> headings = new ArrayList<>();
        for (Node node = MarkdownText.parse(text).getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() <= PARTS_UP_TO) {
                headings.add(heading);
            }
        }
        String title = "";
        List<Section> sections = new ArrayList<>();
        List<ActionItem> actions = new ArrayList<>();
        add(sections, actions, "", lines.subList(0, headings.isEmpty() ? lines.size() : line(headings.get(0))));
        for (int i = 0; i < headings.size(); i++) {
            Heading heading = headings.get(i);
            int begin = Math.min(lines.size(), end(heading) + 1);
            int end = i + 1 < headings.size() ? line(headings.get(i + 1)) : lines.size();
            String name = MarkdownText.words(heading);
            boolean whole = heading.getLevel() == 1 && title.isEmpty() && Part.called(name) == Part.OTHER;
            title = whole ? name : title;
            add(sections, actions, whole ? "" : name, lines.subList(begin, Math.max(begin, end)));
        }
        return new Notes(title, sections, actions);
    }

    private static int line(Heading heading) {
        return heading.getSourceSpans().get(0).getLineIndex();
    }

    private static int end(Heading heading) {
        return heading.getSourceSpans().get(heading.getSourceSpans().size() - 1).getLineIndex();
    }

    /** Words above all headings, or below the title, are the summary. */
    private static void add(List<Section> sections, List<ActionItem> actions, String name, List<String> lines) {
        String text = String.join("\n", lines).strip();
        Part part = name.isEmpty() ? Part.SUMMARY : Part.called(name);
        if (part == Part.ACTIONS) {
            actions.addAll(actions(text));
        } else if (!text.isEmpty()) {
            sections.add(new Section(part, part == Part.OTHER ? name : part.title(), text));
        }
    }

    /** The rows of its tables by their headings, and the entries of its lists. */
    private static List<ActionItem> actions(String text) {
        List<ActionItem> all = new ArrayList<>();
        MarkdownText.parse(text).accept(new AbstractVisitor() {
            private List<String> names = List.of();

            @Override
            public void visit(ListItem item) {
                String words = MarkdownText.words(item).replaceFirst("^\\[[ xX]\\] *", "");
                if (!words.isEmpty()) {
                    all.add(new ActionItem(words, "", "", ""));
                }
            }

            @Override
            public void visit(CustomBlock block) {
                if (block instanceof TableBlock) {
                    visitChildren(block);
                }
            }

            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableHead || node instanceof TableBody) {
                    visitChildren(node);
                } else if (node instanceof TableRow && node.getParent() instanceof TableHead) {
                    names = cells(node).stream()
                            .map(cell -> cell.toLowerCase(Locale.ROOT))
                            .toList();
                } else if (node instanceof TableRow) {
                    row(cells(node));
                }
            }

            private void row(List<String> cells) {
                if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                    all.add(new ActionItem(
                            cell(cells, 0, "action", "what", "item", "task", "text"),
                            cell(cells, 1, "owner", "who", "assignee"),
                            cell(cells, 2, "due", "when", "by", "date"),
                            cell(cells, 3, "ticket", "issue", "link")));
                }
            }

            /** By the name of its column, else by its place. */
            private String cell(List<String> cells, int place, String... called) {
                for (String name : called) {
                    int at = names.indexOf(name);
                    if (at >= 0) {
                        return at < cells.size() ? cells.get(at) : "";
                    }
                }
                return place < cells.size() ? cells.get(place) : "";
            }
        });
        return all;
    }

    private static List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                cells.add(MarkdownText.words(cell));
            }
        }
        return cells;
    }
}
