package ergodiag.replay;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.replay.ReplayCluster.Reply;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Timeline;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods of MCP that a node knows: {@code initialize}, {@code ping}, {@code tools/list}, {@code tools/call}. */
final class Protocol {
    private static final ObjectMapper JSON = ForeignJson.mapper();
    /** What MCP has had. Nothing that a replay answers differs between them, so that a client gets the one it asks for. */
    private static final List<String> VERSIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    private static final String INITIALIZED =
            "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"ergo-mcp\",\"version\":\"1.0.0\"},"
                    + "\"instructions\":\"Ergo Framework MCP server. Use tools/list to discover available inspection tools.\"}";

    private final Recording recording;
    private final ReplayCluster cluster;
    private final Traffic traffic;
    private final String tools;
    private final ToolCount count;

    Protocol(Recording recording, Timeline timeline, boolean wall, Traffic traffic) {
        this.recording = recording;
        this.traffic = traffic;
        JsonNode listed = recording
                .protocol("tools_list")
                .map(Protocol::read)
                .orElseGet(() -> recording.isToldByAnObserver() ? MadeToolList.list() : JSON.missingNode());
        Set<String> offered = new LinkedHashSet<>();
        listed.path("tools").forEach(tool -> offered.add(tool.path("name").asString("")));
        JsonNode kept = listed.isObject() ? answered(listed) : JSON.missingNode();
        this.tools = listed.isObject() ? GoJson.compact(kept) : "";
        this.count =
                new ToolCount(kept.path("tools").size(), listed.path("tools").size());
        this.cluster = new ReplayCluster(recording, timeline, wall, offered);
    }

    ToolCount count() {
        return count;
    }

    /** The recorded list without the tools to which the bundle has no answer at all. */
    private JsonNode answered(JsonNode listed) {
        ArrayNode kept = JSON.createArrayNode();
        listed.path("tools").forEach(tool -> {
            if (ReplayNode.answers(tool.path("name").asString(""), recording)) {
                kept.add(tool);
            }
        });
        return ((ObjectNode) listed.deepCopy()).set("tools", kept);
    }

    /**
     * What is answered and when.
     *
     * @param body the envelope; empty for a notification
     * @param call to be ended before the answer is sent; empty where no tool was called
     */
    record Said(Optional<String> body, Instant at, Optional<Traffic.Passage> call) {}

    Said answer(byte[] body, Instant comes) {
        Optional<Rpc.Request> parsed = Rpc.request(body);
        if (parsed.isEmpty()) {
            return said(comes, Rpc.error("null", Rpc.PARSE_ERROR, "parse error"));
        }
        Rpc.Request request = parsed.get();
        String id = request.id();
        if (!request.version().equals("2.0")) {
            return said(comes, Rpc.error(id, Rpc.INVALID_REQUEST, "invalid JSON-RPC version"));
        }
        if (request.isNotification()) {
            return new Said(Optional.empty(), cluster.plain(comes), Optional.empty());
        }
        return switch (request.method()) {
            case "initialize" -> said(comes, Rpc.result(id, initialized(request.params())));
            case "ping" -> said(comes, Rpc.result(id, "{}"));
            case "tools/list" ->
                said(
                        comes,
                        tools.isEmpty()
                                ? Rpc.error(
                                        id, Rpc.INTERNAL_ERROR, "not recorded: the list of tools is not in this bundle")
                                : Rpc.result(id, tools));
            case "tools/call" -> call(id, request.params(), comes);
            default -> said(comes, Rpc.error(id, Rpc.METHOD_NOT_FOUND, "method not found: " + request.method()));
        };
    }

    /**
     * As recorded where it was, else as every node of the version seen says it; but for the version of the protocol, which a node has only
     * one of: the one asked for, else the newest.
     */
    private String initialized(JsonNode params) {
        JsonNode recorded = recording.protocol("initialize").map(Protocol::read).orElse(JSON.missingNode());
        JsonNode usual = recorded.path("protocolVersion").isString() ? recorded : read(INITIALIZED);
        String asked = params.path("protocolVersion").asString("");
        String version = VERSIONS.contains(asked) ? asked : VERSIONS.get(VERSIONS.size() - 1);
        return GoJson.compact(((ObjectNode) usual.deepCopy()).put("protocolVersion", version));
    }

    private Said call(String id, JsonNode params, Instant comes) {
        JsonNode name = params.path("name");
        if (!params.isObject() || !(name.isString() || name.isMissingNode() || name.isNull())) {
            return said(comes, Rpc.error(id, Rpc.INVALID_PARAMS, "invalid tools/call params"));
        }
        String tool = name.asString("");
        Arguments asked = new Arguments(params.path("arguments"));
        String target = asked.text("node");
        String node = target.isEmpty() ? recording.entryNode() : target;
        Traffic.Passage call = traffic.call(tool, node);
        Reply reply = cluster.call(tool, asked, target, comes);
        String envelope = reply.good() ? Rpc.result(id, reply.text()) : Rpc.error(id, reply.code(), reply.text());
        return new Said(Optional.of(envelope), reply.at(), Optional.of(call));
    }

    private Said said(Instant comes, String envelope) {
        return new Said(Optional.of(envelope), cluster.plain(comes), Optional.empty());
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }
}
