package ergodiag.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The exchanges with an Observer in {@code wire33.jsonl}, asked of a replay of the same recordings: the same but for values. */
class ObserverContractTest {
    /** Exchanges that need what a replay has no use for. */
    private static final Map<Integer, String> NOT_OURS = Map.of(
            53, "a run needs a caller with a name, and a replay knows none",
            54, "the same",
            55, "the same",
            57, "a replay turns nobody away for asking often",
            58, "a replay hides no node",
            61, "no node of these recordings is silent all the time; ObserverReplayTest has one that falls silent");

    private static final int CAPABILITIES = 1;
    private static final int TOOLS = 7;
    private static final int LATER_IN_THE_LOG = 50;
    private static final int TOKEN = 52;
    private static final int GONE = 59;
    private static final int UNTAGGED = 60;
    /** Objects whose names are not fields: of one each value is of one kind, of the other of any. */
    private static final String BY_NAME = "Applications";

    private static final Set<String> FREE = Set.of("Env", "State");

    private final ManualTime time = new ManualTime();
    private final List<AutoCloseable> open = new ArrayList<>();
    private String creation = "";
    private String cursor = "";

    private record Exchange(int line, JsonNode json) {
        String note() {
            return json.path("note").asString();
        }

        JsonNode request() {
            return json.path("request");
        }

        JsonNode response() {
            return json.path("response");
        }

        String body() {
            return response().path("body").asString();
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static List<Exchange> wire() {
        try (InputStream in = ObserverContractTest.class.getResourceAsStream("/wire33.jsonl")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return IntStream.range(0, lines.size())
                    .mapToObj(i -> new Exchange(i + 1, Caller.JSON.readTree(lines.get(i))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyExchangeIsReproduced() {
        URI usual = serve("overload-and-stuck-call", ReplayOptions.asRecorded());
        URI guarded =
                serve("overload-and-stuck-call", ReplayOptions.asRecorded().withToken("s3cret"));
        URI untagged = serve("no-build-tags", ReplayOptions.asRecorded());
        URI gone = serve("node-gone", ReplayOptions.asRecorded());
        return wire().stream()
                .filter(exchange -> !NOT_OURS.containsKey(exchange.line()))
                .map(exchange -> DynamicTest.dynamicTest(exchange.line() + " " + exchange.note(), () -> {
                    switch (exchange.line()) {
                        case TOKEN -> reproduce(exchange, guarded);
                        case UNTAGGED -> reproduce(exchange, untagged);
                        case GONE -> {
                            time.pass(Duration.ofSeconds(40));
                            reproduce(exchange, gone);
                        }
                        default -> reproduce(exchange, usual);
                    }
                }));
    }

    private URI serve(String sample, ReplayOptions options) {
        Bundle bundle = Bundle.open(Path.of("../samples/" + sample + ".zip"));
        ReplayServer server =
                ReplayServer.start(bundle, options.as(Dialect.OBSERVER).withTime(time));
        open.add(server);
        open.add(bundle);
        return server.url();
    }

    private void reproduce(Exchange exchange, URI url) {
        time.pass(Duration.ofSeconds(exchange.line() == LATER_IN_THE_LOG ? 25 : 1));
        if (creation.isEmpty()) {
            creation = creation(url);
        }
        HttpResponse<String> reply = ask(exchange, url);
        assertThat(reply.statusCode())
                .isEqualTo(exchange.response().path("status").asInt());
        for (String header : List.of("Content-Type", "Allow", "Retry-After", "Content-Encoding")) {
            assertThat(reply.headers().firstValue(header).orElse(""))
                    .as(header)
                    .isEqualTo(exchange.response().path("headers").path(header).asString(""));
        }
        JsonNode here = Caller.JSON.readTree(reply.body());
        JsonNode there = Caller.JSON.readTree(here(exchange.body()));
        if (there.has("error")) {
            assertThat(here).isEqualTo(there);
        } else if (exchange.line() == TOOLS) {
            toolsAgree(there.at("/result/tools"), here.at("/result/tools"));
        } else if (exchange.line() == CAPABILITIES) {
            assertThat(((ObjectNode) here).remove("ro").asBoolean()).isTrue();
            agree("", there, here);
        } else {
            agree("", there, here);
        }
        String next = here.at("/result/_meta").path("services.ergo/nextSeq").asString("");
        cursor = next.isEmpty() ? cursor : next;
    }

    private String creation(URI url) {
        Exchange capabilities = wire().get(23);
        JsonNode reply = Caller.JSON.readTree(ask(capabilities, url).body());
        return Caller.JSON
                .readTree(reply.at("/result/content/0/text").asString())
                .path("Creation")
                .asString();
    }

    private HttpResponse<String> ask(Exchange exchange, URI url) {
        String body = here(exchange.request().path("body").asString(""));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        url.resolve(exchange.request().path("path").asString()))
                .method(
                        exchange.request().path("method").asString(),
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        Map<String, String> headers = new HashMap<>();
        exchange.request()
                .path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), here(header.getValue().asString())));
        headers.forEach(request::header);
        return Caller.send(request.build());
    }

    /** What names something on the wire, as it is named in the replay. */
    private String here(String text) {
        String named = text.replace("1795809671-5003.0", cursor.isEmpty() ? "1-1.0" : cursor);
        return creation.isEmpty() ? named : named.replace("1795809671", creation);
    }

    /** A replay offers what reads: each tool with the same arguments, described in its own words. */
    private static void toolsAgree(JsonNode there, JsonNode here) {
        Map<String, JsonNode> wire = new HashMap<>();
        there.forEach(tool -> wire.put(tool.path("name").asString(), withoutWords(tool)));
        assertThat(here.size()).isEqualTo(29);
        here.forEach(tool -> assertThat(withoutWords(tool))
                .isEqualTo(wire.get(tool.path("name").asString())));
    }

    private static JsonNode withoutWords(JsonNode tool) {
        JsonNode copy = tool.deepCopy();
        copy.findParents("description").forEach(parent -> {
            if (parent.path("description").isString()) {
                ((ObjectNode) parent).put("description", "");
            }
        });
        return ((ObjectNode) copy).put("title", "");
    }

    /** The same fields in the same order, with values of the same kinds; of lists of different length all rows are like the first one. */
    private static void agree(String at, JsonNode there, JsonNode here) {
        if (there.isNull() || here.isNull()) {
            assertThat(there.isContainer() || there.isNull())
                    .as(at + " may be nil")
                    .isTrue();
            assertThat(here.isContainer() || here.isNull())
                    .as(at + " may be nil")
                    .isTrue();
            return;
        }
        assertThat(here.getNodeType()).as(at).isEqualTo(there.getNodeType());
        if (there.isObject()) {
            String name = at.substring(at.lastIndexOf('/') + 1);
            if (FREE.contains(name)) {
                return;
            }
            if (name.equals(BY_NAME)) {
                there.properties().stream()
                        .findFirst()
                        .ifPresent(wire -> here.forEach(value -> agree(at + "/*", wire.getValue(), value)));
                return;
            }
            assertThat(here.propertyNames()).as(at).containsExactlyElementsOf(there.propertyNames());
            there.properties()
                    .forEach(field -> agree(at + "/" + field.getKey(), field.getValue(), here.path(field.getKey())));
        } else if (there.isArray() && !there.isEmpty()) {
            assertThat(here.isEmpty()).as(at + " has rows").isFalse();
            for (int i = 0; i < here.size(); i++) {
                agree(at + "[]", there.get(here.size() == there.size() ? i : 0), here.get(i));
            }
        } else if (there.isString() && there.asString().matches("(?s)[\\[{].*[\\]}]")) {
            agree(at + "/text", Caller.JSON.readTree(there.asString()), Caller.JSON.readTree(here.asString()));
        } else if (there.isString() && at.equals("/result/content[]/text")) {
            assertThat(here.asString()).isEqualTo(there.asString());
        }
    }
}
