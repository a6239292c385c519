package ergodiag.mcp;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.mcp.Wire.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Asks an MCP endpoint in its dialect, POST only. The text of a reply is handed on as a stream and never held whole. */
public final class McpClient implements AutoCloseable {
    private final Endpoint endpoint;
    private final Transport transport;
    private final AtomicLong ids = new AtomicLong();

    /** How the endpoint is asked for its tools and by them. */
    private volatile Dialect dialect = Dialect.MCP_APPLICATION;

    /** What a gateway in front of the node knows us by; a node itself has no sessions (ERGO.md 1). */
    private volatile Optional<String> session = Optional.empty();

    private McpClient(Endpoint endpoint, Transport transport) {
        this.endpoint = endpoint;
        this.transport = transport;
    }

    /**
     * A client for this endpoint; nothing is sent yet.
     *
     * @param words takes secrets out of what the endpoint says, before it is cut to be told as the reason of a failure
     */
    public static McpClient to(Endpoint endpoint, Duration connectLimit, UnaryOperator<String> words) {
        return new McpClient(endpoint, new Transport(endpoint, connectLimit, words));
    }

    /** From now on the endpoint is asked in this dialect. */
    public void speaks(Dialect spoken) {
        dialect = spoken;
    }

    /**
     * The first question to an Observer, always in its dialect; gives its result (ERGO33.md 1).
     *
     * @throws McpFailure also when the endpoint is another one, or speaks another version
     */
    public JsonNode discover(Duration limit) throws McpFailure {
        return SpokenVersions.discovered(
                exchange(Dialect.OBSERVER, new Asked("server/discover", Map.of()), limit, Envelope::result));
    }

    /**
     * The Observer that serves its pages below a path of the same server, whatever is served at the endpoint's own path. It is asked without
     * credentials.
     *
     * @param mount where its pages begin; "" for the root of the server
     * @return empty when there is none
     */
    public Optional<ObserverPages> observer(String mount, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.at(mount + ObserverPages.PATH))
                .GET()
                .build();
        try {
            return transport.send(
                    request, ObserverPages.PATH, limit, (response, body) -> ObserverPages.read(mount, body));
        } catch (McpFailure e) {
            return Optional.empty();
        }
    }

    /** The first question to an MCP application, always in its dialect; gives its result. */
    public JsonNode initialize(String name, String version, Duration limit) throws McpFailure {
        Map<String, Object> params = Map.of(
                "protocolVersion",
                Dialect.MCP_APPLICATION.protocol(),
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", name, "version", version));
        return exchange(Dialect.MCP_APPLICATION, new Asked("initialize", params), limit, Envelope::result);
    }

    /** The list of tools; gives the result of {@code tools/list}. */
    public JsonNode toolsList(Duration limit) throws McpFailure {
        return exchange(dialect, new Asked("tools/list", Map.of()), limit, Envelope::result);
    }

    /**
     * Calls a tool.
     *
     * @param limit from sending to the last byte
     * @param reader takes the text
     * @return the bytes the text took on the wire, escapes included (what counts for the wall, ERGO.md 2)
     */
    public long call(String tool, Map<String, ?> arguments, Duration limit, TextReader reader) throws McpFailure {
        return text(new Asked("tools/call", Map.of("name", tool, "arguments", arguments)), limit, reader)
                .wireBytes();
    }

    /**
     * Reads a resource, which only an Observer has.
     *
     * @param limit from sending to the last byte
     * @param reader takes the text
     */
    public ResourceRead read(String uri, Duration limit, TextReader reader) throws McpFailure {
        return ResourceRead.of(text(new Asked("resources/read", Map.of("uri", uri)), limit, reader));
    }

    private ReplyText.Read text(Asked asked, Duration limit, TextReader reader) throws McpFailure {
        return exchange(dialect, asked, limit, (body, id) -> ReplyText.read(body, id, reader));
    }

    /** Gives up on the answers of these tools that are being waited for now; later questions are asked as ever. */
    public void abort(Predicate<String> tools) {
        transport.abort(tools);
    }

    @Override
    public void close() {
        transport.close();
    }

    private interface BodyReader<T> {
        T read(InputStream body, long id) throws IOException, McpFailure;
    }

    private <T> T exchange(Dialect spoken, Asked asked, Duration limit, BodyReader<T> reader) throws McpFailure {
        long id = ids.incrementAndGet();
        return transport.send(
                Wire.request(endpoint, spoken, session, id, asked),
                asked.name().orElse(asked.method()),
                limit,
                (response, body) -> {
                    session = session.or(() -> Sessions.of(response));
                    return reader.read(body, id);
                });
    }
}
