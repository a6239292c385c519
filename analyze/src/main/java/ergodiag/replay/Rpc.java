package ergodiag.replay;

import ergodiag.replay.recording.GoJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The JSON-RPC envelope, as Go's decoder reads it and Go's encoder writes it. */
final class Rpc {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String NOTIFICATION = "notifications/";

    /**
     * A request.
     *
     * @param id as JSON; {@code null} where there is none
     * @param version the JSON-RPC version it names
     */
    record Request(String id, String version, String method, JsonNode params) {
        boolean isNotification() {
            return id.equals("null") && method.length() > NOTIFICATION.length() && method.startsWith(NOTIFICATION);
        }
    }

    private Rpc() {}

    /** The request of a body; empty when it is none, a batch included. */
    static Optional<Request> request(byte[] body) {
        try {
            JsonNode root = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            if (root.isNull()) {
                return Optional.of(new Request("null", "", "", JSON.missingNode()));
            }
            boolean sound =
                    root.isObject() && textOrNothing(root.path("jsonrpc")) && textOrNothing(root.path("method"));
            return sound
                    ? Optional.of(new Request(
                            id(root.path("id")),
                            root.path("jsonrpc").asString(""),
                            root.path("method").asString(""),
                            root.path("params")))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean textOrNothing(JsonNode node) {
        return node.isString() || node.isNull() || node.isMissingNode();
    }

    private static String id(JsonNode id) {
        if (id.isMissingNode() || id.isNull()) {
            return "null";
        }
        return id.isString() ? GoJson.string(id.asString()) : id.toString();
    }

    static String result(String id, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
    }

    static String error(String id, int code, String message) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",\"message\":"
                + GoJson.string(message) + "}}";
    }
}
