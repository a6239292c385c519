package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Source;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registered types of messages, and publications that may be of them. */
class MessageTypeTest {

    private static MessageType type(String fields) {
        String reply =
                "{\"type_name\": \"example.com/shop/Price\", \"kind\": \"struct\", \"fields\": [" + fields + "]}";
        return MessageType.read(
                new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)), Source.file("t.json"));
    }

    @Test
    void aTypeFitsWhatJsonShowsOfIt() {
        MessageType price = type("""
                {"name": "Symbol", "type": "string"}, {"name": "Cents", "type": "int64", "tag": "cents"},
                {"name": "Note", "type": "string", "tag": "note,omitempty"}, {"name": "Key", "type": "string", "tag": "-"}
                """);
        assertThat(price.fits(List.of("Symbol", "cents"))).isTrue();
        assertThat(price.fits(List.of("Symbol", "cents", "note"))).isTrue();
        assertThat(price.fits(List.of("Symbol"))).isFalse();
        assertThat(price.fits(List.of("Symbol", "Cents"))).isFalse();
        assertThat(price.fits(List.of("Symbol", "cents", "Key"))).isFalse();
    }

    /** A field named like its type may be an embedded structure, of which JSON shows the fields. */
    @Test
    void anEmbeddedStructureMayShowItsOwnFields() {
        MessageType order =
                type("{\"name\": \"ID\", \"type\": \"int\"}, {\"name\": \"Header\", \"type\": \"shop.Header\"}");
        assertThat(order.fits(List.of("ID", "Header"))).isTrue();
        assertThat(order.fits(List.of("ID", "Sender", "At"))).isTrue();
        assertThat(order.fits(List.of("Sender", "At"))).isFalse();
        assertThat(order.fits(List.of("ID", "Header", "At"))).isFalse();
    }

    @Test
    void whatIsNoStructureFitsNoFields() {
        String reply = "{\"type_name\": \"shop/Name\", \"kind\": \"string\", \"fields\": null}";
        MessageType name = MessageType.read(
                new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)), Source.file("t.json"));
        assertThat(name.fits(List.of())).isFalse();
        assertThat(name.fields()).isEmpty();
    }

    @Test
    void namesAreReadWithoutTheMarkOfTheRegistry() {
        String reply = "[\"#ergo.services/ergo/gen/PID\", \"#example.com/shop/Price\"]";
        assertThat(MessageType.names(
                        new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)), Source.file("n.json")))
                .containsExactly("ergo.services/ergo/gen/PID", "example.com/shop/Price");
        assertThat(MessageType.isOfTheFramework("ergo.services/ergo/gen/PID")).isTrue();
        assertThat(MessageType.shortName("example.com/shop/Price")).isEqualTo("shop/Price");
        assertThat(MessageType.shortName("main/Price")).isEqualTo("main/Price");
    }

    @Test
    void whatAnEventPublishedIsToldFromNoticesAndFromMessagesToTheListener() {
        List<Publication> entries =
                Publication.list(new BufferedReader(new StringReader("""
                {"sequence": 4, "timestamp": "2026-11-23T20:00:01Z", "data": {"event": "p@a", "message": {"b": 1, "a": 2}}}
                {"sequence": 5, "timestamp": "2026-11-23T20:00:02Z", "data": {"event": "p@a", "message": "up"}}
                {"sequence": 6, "timestamp": "2026-11-23T20:00:03Z", "data": {"from": "<A.0.1>", "type": "gen.MessageDownEvent", "message": {}}}
                {"sequence": 7, "timestamp": "2026-11-23T20:00:04Z", "data": {"from": "<A.0.9>", "type": "main.Hello", "message": {}}}
                torn {""".replace("torn {", "torn {\n"))), "s.jsonl");
        assertThat(entries)
                .extracting(Publication::kind)
                .containsExactly(
                        Publication.Kind.PUBLISHED,
                        Publication.Kind.PUBLISHED,
                        Publication.Kind.ENDED,
                        Publication.Kind.OTHER);
        assertThat(entries.get(0).fields()).containsExactly("a", "b");
        assertThat(entries.get(0).time().value()).contains(Instant.parse("2026-11-23T20:00:01Z"));
        assertThat(entries.get(1).form()).isEqualTo("string");
        assertThat(entries.get(0).sequence()).isEqualTo(4);
    }
}
