package ergodiag.bench;

import ergodiag.markup.AtlassianDocument;
import ergodiag.markup.Block;
import ergodiag.markup.JiraWiki;
import ergodiag.markup.Markup;
import ergodiag.markup.NoMarkup;
import ergodiag.markup.Span;
import ergodiag.markup.Textile;
import ergodiag.markup.TracWiki;
import ergodiag.markup.TrackerMarkdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes texts that trackers take for more than texts, in every place where a text can stand, in every markup, for {@code .ci/trackers} to
 * show them to the real readers. Arguments: a file with a text in each line, a folder.
 */
final class TrackerTexts {
    private static final Map<String, Markup> MARKUPS = Map.of(
            "markdown", new TrackerMarkdown(true),
            "textile", new Textile(),
            "trac", new TracWiki(),
            "jira", new JiraWiki(),
            "adf", new AtlassianDocument(),
            "plain", new NoMarkup());

    private TrackerTexts() {}

    public static void main(String[] arguments) throws IOException {
        List<String> texts = Files.readAllLines(Path.of(arguments[0]));
        Path folder = Path.of(arguments[1]);
        for (Map.Entry<String, Markup> one : MARKUPS.entrySet()) {
            Path into = Files.createDirectories(folder.resolve(one.getKey()));
            for (int i = 0; i < texts.size(); i++) {
                Files.writeString(
                        into.resolve("%03d.txt".formatted(i)), one.getValue().write(everywhere(texts.get(i))));
            }
        }
    }

    private static List<Block> everywhere(String text) {
        Span words = new Span.Words(text);
        Span inside = new Span.Words("before " + text + " behind");
        Block.Entry entry = new Block.Entry(List.of(words), List.of(List.of(words), List.of(inside)));
        return List.of(
                new Block.Heading(text),
                new Block.Paragraph(List.of(words)),
                new Block.Paragraph(List.of(inside)),
                new Block.Paragraph(List.of(new Span.Strong(text), new Span.Words(" is it: "), new Span.Code(text))),
                new Block.Entries(false, List.of(entry)),
                new Block.Entries(true, List.of(entry)),
                new Block.Listing(List.of(text)),
                new Block.Paragraph(List.of(new Span.Words("end"))));
    }
}
