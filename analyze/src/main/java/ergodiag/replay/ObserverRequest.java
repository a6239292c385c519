package ergodiag.replay;

import com.sun.net.httpserver.Headers;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.replay.recording.GoJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as an Observer takes it: one JSON-RPC request whose headers say the same as its body. The checks are in the order of the real
 * one, so that the first of several mistakes is told (ERGO33.md 2).
 *
 * @param id as JSON
 * @param method what is asked
 * @param params an object; missing where there are none
 */
record ObserverRequest(String id, String method, JsonNode params) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final String METHOD_HEADER = "Mcp-Method";
    private static final String NAME_HEADER = "Mcp-Name";
    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String BASE64_BEGIN = "=?base64?";
    private static final String BASE64_END = "?=";
    private static final Set<String> NAMED = Set.of("tools/call", "resources/read");

    /** A body that is no request; what is known of its id stands beside the fault. */
    static final class NoRequest extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient RpcFault fault;
        private final String id;

        private NoRequest(String id, int code, String message) {
            this.id = id;
            this.fault = RpcFault.of(code, message);
        }

        RpcFault fault() {
            return fault;
        }

        String body() {
            return fault.body(id);
        }
    }

    /** The request in a body, whatever its headers say. */
    static ObserverRequest in(byte[] body) {
        if (body.length > Door.LONGEST_REQUEST) {
            throw new NoRequest("", Rpc.INVALID_REQUEST, "one request may weigh " + Door.LONGEST_REQUEST + " bytes");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.stripLeading().startsWith("[")) {
            throw new NoRequest("", Rpc.INVALID_REQUEST, "one POST carries one request, not a batch");
        }
        JsonNode root = root(text);
        JsonNode id = root.path("id");
        String given = id.isMissingNode() || id.isNull() ? "" : GoJson.compact(id);
        String method = root.path("method").asString("");
        if (!root.path("jsonrpc").asString("").equals("2.0") || method.isEmpty()) {
            throw new NoRequest(given, Rpc.INVALID_REQUEST, "not a JSON-RPC 2.0 request");
        }
        if (given.isEmpty()) {
            throw new NoRequest("", Rpc.INVALID_REQUEST, method + " is a notification, and this endpoint takes none");
        }
        JsonNode params = root.path("params");
        return new ObserverRequest(given, method, params.isNull() ? root.path("none") : params);
    }

    private static JsonNode root(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            boolean sound =
                    root.isNull() || (root.isObject() && isText(root.path("jsonrpc")) && isText(root.path("method")));
            if (sound) {
                return root;
            }
        } catch (JacksonException e) {
            throw new NoRequest("", Rpc.PARSE_ERROR, "body is not JSON");
        }
        throw new NoRequest("", Rpc.PARSE_ERROR, "body is not JSON");
    }

    private static boolean isText(JsonNode node) {
        return node.isString() || node.isNull() || node.isMissingNode();
    }

    /** Checks what goes with the request against it. */
    void check(Headers headers) {
        String version = header(headers, VERSION_HEADER);
        String spoken = Dialect.OBSERVER.protocol();
        if (version.isEmpty()) {
            throw RpcFault.header(VERSION_HEADER, VERSION_HEADER + " is required on every request");
        }
        if (!version.equals(spoken)) {
            throw RpcFault.version(version, spoken);
        }
        if (!acceptsBoth(headers)) {
            throw RpcFault.of(
                    RpcFault.NOT_ACCEPTABLE,
                    "Accept must list both application/json and text/event-stream",
                    Map.of("header", "Accept"));
        }
        checkMeta(version);
        checkMirrors(headers);
    }

    private static boolean acceptsBoth(Headers headers) {
        List<String> types = headers.getOrDefault("Accept", List.of()).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(type -> type.split(";")[0].strip().toLowerCase(Locale.ROOT))
                .toList();
        return types.stream().anyMatch(Set.of("*/*", "application/*", "application/json")::contains)
                && types.stream().anyMatch(Set.of("*/*", "text/*", "text/event-stream")::contains);
    }

    private void checkMeta(String version) {
        JsonNode meta = params.path("_meta");
        boolean readable = (params.isObject() || params.isMissingNode())
                && (meta.isObject() || meta.isMissingNode() || meta.isNull())
                && isText(params.path("name"))
                && isText(params.path("uri"));
        if (!readable) {
            throw RpcFault.of(Rpc.INVALID_PARAMS, "params are not readable");
        }
        for (String key : List.of(META_VERSION, META_CAPABILITIES)) {
            if (!meta.has(key)) {
                throw RpcFault.of(
                        Rpc.INVALID_PARAMS, "_meta." + key + " is required on every request", Map.of("missing", key));
            }
        }
        JsonNode said = meta.path(META_VERSION);
        if (!isText(said)) {
            throw RpcFault.of(Rpc.INVALID_PARAMS, "_meta." + META_VERSION + " is not a string");
        }
        if (!said.asString("").equals(version)) {
            throw RpcFault.header(VERSION_HEADER, differ(VERSION_HEADER, version, said.asString("")));
        }
    }

    private void checkMirrors(Headers headers) {
        String said = header(headers, METHOD_HEADER);
        if (said.isEmpty()) {
            throw RpcFault.header(METHOD_HEADER, METHOD_HEADER + " is required on every request");
        }
        if (!said.equals(method)) {
            throw RpcFault.header(METHOD_HEADER, differ(METHOD_HEADER, said, method));
        }
        if (!NAMED.contains(method)) {
            return;
        }
        String name = header(headers, NAME_HEADER);
        if (name.isEmpty()) {
            throw RpcFault.header(NAME_HEADER, NAME_HEADER + " is required on " + method);
        }
        String decoded =
                decoded(name).orElseThrow(() -> RpcFault.header(NAME_HEADER, NAME_HEADER + " is not decodable"));
        String mirrored = text("name").isEmpty() ? text("uri") : text("name");
        if (!decoded.equals(mirrored)) {
            throw RpcFault.header(NAME_HEADER, differ(NAME_HEADER, GoJson.quoted(decoded), GoJson.quoted(mirrored)));
        }
    }

    private static String differ(String header, String said, String body) {
        return header + " says " + said + " and the body says " + body;
    }

    private static Optional<String> decoded(String name) {
        if (!name.startsWith(BASE64_BEGIN) || !name.endsWith(BASE64_END) || name.length() < 11) {
            return Optional.of(name);
        }
        try {
            String packed = name.substring(BASE64_BEGIN.length(), name.length() - BASE64_END.length());
            return Optional.of(new String(Base64.getDecoder().decode(packed), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String header(Headers headers, String name) {
        return Optional.ofNullable(headers.getFirst(name)).orElse("").strip();
    }

    /** A text of the params, or "". */
    String text(String name) {
        return params.path(name).asString("");
    }
}
