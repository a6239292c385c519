package ergodiag.mcp;

import ergodiag.bundle.ledger.Dialect;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Which versions of the protocol an endpoint speaks. */
final class SpokenVersions {
    private static final String SUPPORTED = "supportedVersions";

    private SpokenVersions() {}

    /**
     * What was found out about an endpoint that speaks the newer dialect.
     *
     * @throws McpFailure when it speaks others, as if it had refused ours, or does not say
     */
    static JsonNode discovered(JsonNode result) throws McpFailure {
        JsonNode supported = result.path(SUPPORTED);
        List<String> versions = StreamSupport.stream(supported.spliterator(), false)
                .map(version -> version.asString(""))
                .toList();
        if (versions.contains(Dialect.OBSERVER.protocol())) {
            return result;
        }
        if (versions.isEmpty()) {
            throw Envelope.garbled("it speaks JSON-RPC, but its answer to server/discover names no supportedVersions");
        }
        throw new McpFailure(McpFailure.Kind.REFUSED, McpFailure.VERSION, "it does not speak this version of MCP")
                .with(ErrorData.of(Envelope.JSON.createObjectNode().set("supported", supported)));
    }
}
