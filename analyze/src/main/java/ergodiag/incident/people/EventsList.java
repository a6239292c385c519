package ergodiag.incident.people;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/** Events as the items of lists in Markdown; an item without time below one with a time tells more of it. */
final class EventsList extends AbstractVisitor {
    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    /** A longer item tells more than a day. */
    private static final int LONGEST_DAY = 40;

    private final List<WrittenEvent> events = new ArrayList<>();
    /** The last text that had a day in it. */
    private String day = "";

    private EventsList() {}

    static List<WrittenEvent> read(String markdown) {
        EventsList list = new EventsList();
        PARSER.parse(markdown).accept(list);
        return list.events;
    }

    @Override
    public void visit(Heading heading) {
        day(words(heading));
    }

    @Override
    public void visit(Paragraph paragraph) {
        day(words(paragraph));
    }

    @Override
    public void visit(ListItem item) {
        Node first = item.getFirstChild();
        String text = first instanceof Paragraph paragraph ? words(paragraph) : "";
        boolean timed = WrittenTime.at(text).isPresent();
        int last = events.size() - 1;
        if (!timed && WrittenTime.dateIn(text).isPresent() && text.length() <= LONGEST_DAY) {
            day(text);
        } else if (!timed && last >= 0 && isBelow(item)) {
            WrittenEvent above = events.get(last);
            events.set(last, WrittenEvent.opening(above.line(), above.what() + "; " + text, above.day()));
        } else {
            int line = item.getSourceSpans().isEmpty()
                    ? 0
                    : item.getSourceSpans().get(0).getLineIndex() + 1;
            events.add(WrittenEvent.opening(line, text, day));
        }
        for (Node child = first; child != null; child = child.getNext()) {
            if (!(child instanceof Paragraph)) {
                child.accept(this);
            }
        }
    }

    private static boolean isBelow(ListItem item) {
        Node list = item.getParent();
        return list != null && list.getParent() instanceof ListItem;
    }

    private void day(String text) {
        if (WrittenTime.dateIn(text).isPresent()) {
            day = text;
        }
    }

    private static String words(Node node) {
        return TEXT.render(node).replaceAll("\\s+", " ").strip();
    }
}
