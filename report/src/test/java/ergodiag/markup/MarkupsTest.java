package ergodiag.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each markup makes of texts that mean something to it; {@code .ci/trackers/run} shows the same texts to the real readers. */
class MarkupsTest {
    private static final Pattern CODE = Pattern.compile("(`+) ?.*?\\1");

    static List<String> hostile() throws IOException {
        return Files.readAllLines(Path.of("../.ci/trackers/hostile.txt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "settlement on node2@localhost took 3 min 6 s.; settlement on `node2@localhost` took 3 min 6 s.",
                "it is <ABC.0.1005>, (*A); it is `<ABC.0.1005>`, (`*A`)",
                "see #12: a|b c_d e; see `#12`: `a|b c_d` e",
                "main.(*Worker).Handle(0x1) now; `main.(*Worker).Handle(0x1)` now",
                "at 10:15:30 UTC; at 10:15:30 UTC",
                "12. twelve; 12\\. twelve",
                "a `b` c; a `` `b` `` c"
            })
    void inMarkdownWhatATrackerLooksForIsCode(String text, String written) {
        assertThat(new TrackerMarkdown(false).write(List.of(paragraph(text)))).isEqualTo(written + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "PaymentClient of r12; `PaymentClient` of `r12`",
                "a `b` c; a `` {{{`}}}`b`{{{`}}} c",
                "it works!; it `works!`",
                "1. one; `1.` one"
            })
    void inTracWikiWordsAreCode(String text, String written) {
        assertThat(new TracWiki().write(List.of(paragraph(text)))).isEqualTo(written.replace("`` ", "") + "\n");
    }

    @Test
    void textileAndJiraHaveSignsAsNumbers() {
        assertThat(new Textile().write(List.of(paragraph("*r12* #1 2x3"))))
                .isEqualTo("&#42;&#114;12&#42; &#35;1 2&#120;3\n");
        assertThat(new JiraWiki().write(List.of(paragraph("[~bob] {x}"))))
                .isEqualTo("&#91;&#126;bob&#93; &#123;x&#125;\n");
    }

    @Test
    void aPictureIsShownWhereItsNameIsEnough() {
        Block picture = new Block.Picture("ergodiag-1.png", "the mailbox");
        assertThat(new TrackerMarkdown(true).write(List.of(picture)))
                .isEqualTo("![ergodiag-1.png](ergodiag-1.png)\nthe mailbox\n");
        assertThat(new TrackerMarkdown(false).write(List.of(picture)))
                .isEqualTo("Picture `ergodiag-1.png`: the mailbox\n");
        assertThat(new Textile().write(List.of(picture))).startsWith("!{width:640px}ergodiag-1.png!\n");
        assertThat(new TracWiki().write(List.of(picture))).startsWith("[[Image(ergodiag-1.png, 640px)]]");
        assertThat(new JiraWiki().write(List.of(picture))).startsWith("!ergodiag-1.png|width=640!\n");
        assertThat(new NoMarkup().write(List.of(picture))).isEqualTo("Picture ergodiag-1.png: the mailbox\n");
    }

    /** A fence that nothing inside ends, an entry below another. */
    @Test
    void blocksStandApart() {
        List<Block> blocks = List.of(
                new Block.Heading("Found"),
                new Block.Entries(
                        true,
                        List.of(
                                new Block.Entry(
                                        List.of(new Span.Strong("one")), List.of(List.of(new Span.Words("below")))),
                                new Block.Entry(new Span.Words("two")))),
                new Block.Listing(List.of("cat x", "```")));

        assertThat(new TrackerMarkdown(false).write(blocks))
                .isEqualTo("## Found\n\n1. **one**\n    - below\n2. two\n\n````\ncat x\n```\n````\n");
        assertThat(new Textile().write(blocks))
                .contains("h2. Found\n\n# *one*\n#* below\n# two\n\n<pre>\ncat x\n```\n</pre>");
        assertThat(new TracWiki().write(blocks))
                .contains("== Found ==\n\n 1. '''one'''\n    * below\n 2. two\n\n{{{\ncat x");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void noTextLosesACharacter(String text) {
        CodeWords all = new CodeWords(word -> true);
        assertThat(all.cut(text).stream().map(Span::text).collect(Collectors.joining()))
                .isEqualTo(text);
        String markdown = new TrackerMarkdown(false).words("before " + text + " behind", false);
        String outside = CODE.matcher(markdown).replaceAll("");
        assertThat(outside).doesNotContainPattern("[<>&*_~#@|\\\\\\[\\]{}$^=]");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aDocumentOfAtlassianHasTheTextsAsTheyAre(String text) {
        Span[] spans = {new Span.Strong(text), new Span.Code(text), new Span.Words(text)};
        JsonNode document = JsonMapper.shared()
                .readTree(new AtlassianDocument()
                        .write(List.of(
                                new Block.Heading(text),
                                new Block.Paragraph(List.of(spans)),
                                new Block.Listing(List.of()))));
        Stream<JsonNode> texts = document.findValues("text").stream();
        assertThat(texts.map(JsonNode::asString)).containsExactly(text, text, text, text);
        assertThat(document.at("/content/2").has("content")).isFalse();
    }

    private static Block paragraph(String text) {
        return new Block.Paragraph(List.of(new Span.Words(text)));
    }
}
