package ergodiag.mcp;

import ergodiag.bundle.ledger.Dialect;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How a question looks on the wire in each dialect: ERGO.md 1 and ERGO33.md 2. An Origin is never sent. */
final class Wire {
    /** The header that only the newer dialect has. */
    static final String VERSION = "MCP-Protocol-Version";

    private static final String META = "io.modelcontextprotocol/";
    private static final String ENCODED = "=?base64?";

    private Wire() {}

    /**
     * A question of the protocol.
     *
     * @param method what is asked
     * @param params what it is about
     */
    record Asked(String method, Map<String, ?> params) {
        /** The tool or resource it is about; empty for a question about the endpoint. */
        Optional<String> name() {
            return Optional.ofNullable(params.get("name"))
                    .or(() -> Optional.ofNullable(params.get("uri")))
                    .map(String::valueOf);
        }
    }

    /** @param session what a gateway in front knows us by; the newer dialect has none */
    static HttpRequest request(Endpoint endpoint, Dialect dialect, Optional<String> session, long id, Asked asked) {
        Map<String, Object> params = new LinkedHashMap<>();
        if (dialect == Dialect.OBSERVER) {
            params.put(
                    "_meta",
                    Map.of(META + "protocolVersion", dialect.protocol(), META + "clientCapabilities", Map.of()));
        }
        params.putAll(asked.params());
        ObjectNode message = Envelope.JSON.createObjectNode();
        message.put("jsonrpc", "2.0").put("id", id).put("method", asked.method());
        if (!params.isEmpty()) {
            message.set("params", Envelope.JSON.valueToTree(params));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString(), StandardCharsets.UTF_8));
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        switch (dialect) {
            case MCP_APPLICATION -> {
                request.header("Accept-Encoding", "identity");
                session.ifPresent(given -> request.header(Sessions.HEADER, given));
            }
            case OBSERVER -> {
                request.header("Accept-Encoding", "gzip");
                request.header(VERSION, dialect.protocol());
                request.header("Mcp-Method", asked.method());
                asked.name().ifPresent(name -> request.header("Mcp-Name", header(name)));
            }
        }
        return request.build();
    }

    /** A name as it can stand in a header: what is not plain, or looks as if it were encoded, is encoded. */
    private static String header(String name) {
        boolean plain = !name.startsWith(ENCODED) && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return plain
                ? name
                : ENCODED + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
