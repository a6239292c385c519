package ergodiag.incident.people;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Reads Markdown as CommonMark has it, with tables, and writes it for a page that loads nothing and runs nothing. */
public final class MarkdownText {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .escapeHtml(true)
            .sanitizeUrls(true)
            .percentEncodeUrls(true)
            .build();
    private static final Pattern COMMENT = Pattern.compile("<!--.*?(?:-->|\\z)", Pattern.DOTALL);

    private MarkdownText() {}

    static Node parse(String markdown) {
        return PARSER.parse(markdown);
    }

    /**
     * The text as XHTML: HTML in it is shown and not done, addresses lead nowhere but to the web and to mail, a picture is its text.
     *
     * @param markdown what people wrote
     */
    public static String html(String markdown) {
        Node document = parse(markdown);
        document.accept(new Tame());
        return HTML.render(document);
    }

    /** The words of a node, on one line. */
    static String words(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak end) {
                words.append(' ');
            }

            @Override
            public void visit(HardLineBreak end) {
                words.append(' ');
            }

            @Override
            public void visit(Paragraph paragraph) {
                visitChildren(paragraph);
                words.append(' ');
            }
        });
        return words.toString().replaceAll("\\s+", " ").strip();
    }

    /** Without comments, which are for who fills it in. */
    static String withoutComments(String markdown) {
        return COMMENT.matcher(markdown).replaceAll("");
    }

    /** Takes out what a page would load, and comments. */
    private static final class Tame extends AbstractVisitor {
        @Override
        public void visit(Image image) {
            String says = words(image);
            image.insertBefore(new Text("[picture: " + (says.isEmpty() ? image.getDestination() : says) + "]"));
            image.unlink();
        }

        @Override
        public void visit(HtmlBlock block) {
            if (block.getLiteral().startsWith("<!--")) {
                block.unlink();
            }
        }

        @Override
        public void visit(HtmlInline inline) {
            if (inline.getLiteral().startsWith("<!--")) {
                inline.unlink();
            }
        }
    }
}
