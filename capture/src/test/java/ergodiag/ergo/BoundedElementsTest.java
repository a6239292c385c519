package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Source;
import ergodiag.ergo.process.ProcessRow;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no node tells is refused before it fills the memory. */
class BoundedElementsTest {
    private static final Source AT = Source.file("reply.json");

    @Test
    void aReplyOfMoreTokensThanAnyIsUnreadable() {
        String wide = IntStream.range(0, BoundedElements.OF_A_DOCUMENT / 3)
                .mapToObj(i -> "[]")
                .collect(Collectors.joining(",", "[", "]"));
        String wider = IntStream.range(0, BoundedElements.OF_A_DOCUMENT)
                .mapToObj(i -> "[]")
                .collect(Collectors.joining(",", "[", "]"));

        assertThatCode(() -> Json.tree(in(wide), AT)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Json.tree(in(wider), AT)).isInstanceOf(UnreadableReply.class);
    }

    @Test
    void aRowOfMoreTokensThanAnyMakesTheListUnreadable() {
        String row = "{\"a\":[" + "1,".repeat(BoundedElements.OF_AN_ELEMENT) + "1]}";

        assertThatThrownBy(() -> rows("[" + row + "]")).isInstanceOf(UnreadableReply.class);
    }

    @Test
    void rowsWhoseFieldsAreAllOfAnotherKindMakeTheListUnreadable() {
        String rows = IntStream.range(0, 100_000)
                .mapToObj(i -> "{\"f" + i + "\":1}")
                .collect(Collectors.joining(",", "[", "]"));

        assertThatThrownBy(() -> rows(rows))
                .isInstanceOf(UnreadableReply.class)
                .hasMessageContaining("kinds of fields");
        assertThatCode(() -> rows(rows.replaceAll("f\\d+", "f"))).doesNotThrowAnyException();
    }

    @Test
    void textThatIsLongerThanAnyIsUnreadable() {
        String row = "{\"Name\":\"" + "a".repeat(11_000_000) + "\"}";

        assertThatThrownBy(() -> rows("[" + row + "]")).isInstanceOf(UnreadableReply.class);
        assertThatThrownBy(() -> Json.tree(in(row), AT)).isInstanceOf(UnreadableReply.class);
    }

    @Test
    void whateverFollowsAReplyMakesItUnreadable() {
        assertThatThrownBy(() -> Json.tree(in("{} {}"), AT)).isInstanceOf(UnreadableReply.class);
    }

    private static void rows(String list) {
        ProcessRow.stream(in(list), AT, row -> {});
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
