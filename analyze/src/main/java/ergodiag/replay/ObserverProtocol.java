package ergodiag.replay;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.replay.observer.Absent;
import ergodiag.replay.observer.ObserverCluster;
import ergodiag.replay.observer.ObserverReadings;
import ergodiag.replay.observer.ObserverTools;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The methods of MCP that an Observer knows (ERGO33.md 2). */
final class ObserverProtocol {
    private static final String SERVER =
            "\"io.modelcontextprotocol/serverInfo\":{\"name\":\"ergo.observer\",\"title\":\"Observer Application\",\"version\":\"0.2.0\"}";
    private static final String META = "\"_meta\":{" + SERVER + "}";
    private static final String INSTRUCTIONS =
            "This is a recording of a cluster, replayed by ergodiag. Read ergo://cluster for the nodes; every tool and every other resource"
                    + " is asked about one of them by its name. What services.ergo/legend says in a reply tells the units of its numbers.";
    private static final String MAP =
            "{\"uri\":\"ergo://cluster\",\"name\":\"cluster\",\"mimeType\":\"application/json\","
                    + "\"description\":\"The nodes of the cluster, by whose names all else is asked.\"}";
    /** The POSTs that an Observer works on at the same time. */
    private static final int WORKERS = 25;

    private final ObserverCluster cluster;
    private final Timeline timeline;
    private final Traffic traffic;
    private final Workers workers = new Workers(WORKERS);

    ObserverProtocol(ObserverCluster cluster, Timeline timeline, Traffic traffic) {
        this.cluster = cluster;
        this.timeline = timeline;
        this.traffic = traffic;
    }

    /**
     * A result, or a fault.
     *
     * @param status of HTTP
     * @param body the envelope
     * @param call to be ended before the answer is sent; empty where no node was asked
     * @param everySecond of a stream, what comes behind the body each second; empty for an answer that ends
     */
    record Said(
            int status, String body, Instant at, Optional<Traffic.Passage> call, Optional<List<String>> everySecond) {}

    /** Answers a request. */
    synchronized Said answer(ObserverRequest request, Instant comes) {
        int worker = workers.deal();
        Instant begins = workers.begins(worker, comes);
        Said said = switch (request.method()) {
            case "server/discover" -> result(request, discovered(), begins);
            case "tools/list" -> list(request, "tools", cluster.tools().listed(), begins);
            case "resources/list" -> list(request, "resources", "[" + MAP + "]", begins);
            case "resources/templates/list" ->
                list(request, "resourceTemplates", cluster.readings().forms(), begins);
            case "tools/call" -> call(request, begins);
            case "resources/read" -> read(request, begins);
            case "subscriptions/listen" -> listen(request, begins);
            default -> throw RpcFault.of(Rpc.METHOD_NOT_FOUND, request.method() + " is not served here");
        };
        workers.hold(worker, said.at());
        return said;
    }

    private static Said result(ObserverRequest request, String fields, Instant at) {
        return new Said(
                200,
                Rpc.result(request.id(), "{\"resultType\":\"complete\"," + fields + "}"),
                at,
                Optional.empty(),
                Optional.empty());
    }

    private static String discovered() {
        return "\"supportedVersions\":[" + GoJson.string(Dialect.OBSERVER.protocol())
                + "],\"capabilities\":{\"resources\":{\"subscribe\":true,\"listChanged\":false},\"tools\":{\"listChanged\":false}},"
                + "\"instructions\":" + GoJson.string(INSTRUCTIONS)
                + ",\"ttlMs\":300000,\"cacheScope\":\"public\"," + META;
    }

    private static Said list(ObserverRequest request, String name, String list, Instant at) {
        JsonNode cursor = request.params().path("cursor");
        if (cursor.isString()) {
            throw RpcFault.of(
                    Rpc.INVALID_PARAMS,
                    "this list is one page and issues no cursor",
                    Map.of("cursor", cursor.asString()));
        }
        return result(request, "\"" + name + "\":" + list + ",\"ttlMs\":300000,\"cacheScope\":\"private\"," + META, at);
    }

    private Said call(ObserverRequest request, Instant begins) {
        String tool = request.text("name");
        JsonNode arguments = request.params().path("arguments");
        if (!arguments.isObject() && !arguments.isNull() && !arguments.isMissingNode()) {
            throw RpcFault.of(Rpc.INVALID_PARAMS, "params are not readable");
        }
        if (!cluster.tools().knows(tool)) {
            throw RpcFault.of(Rpc.INVALID_PARAMS, "there is no tool " + tool, Map.of("name", tool));
        }
        Traffic.Passage passage = traffic.call(tool, arguments.path("node").asString(""));
        ObserverTools.Called called = cluster.tools().call(tool, arguments, moment(begins));
        String content = "{\"type\":\"text\",\"text\":" + GoJson.string(called.text()) + "}"
                + called.link().map(link -> "," + link).orElse("");
        return ended(
                result(
                        request,
                        "\"content\":[" + content + "]," + (called.good() ? "" : "\"isError\":true,") + META,
                        begins.plus(timeline.real(called.took()))),
                passage);
    }

    private Said read(ObserverRequest request, Instant begins) {
        String uri = request.text("uri");
        if (uri.isEmpty()) {
            throw RpcFault.of(Rpc.INVALID_PARAMS, "uri is required");
        }
        try {
            ObserverReadings.Target target = ObserverReadings.target(uri);
            Traffic.Passage passage = traffic.call(target.word(), target.node());
            return read(request, uri, begins, passage);
        } catch (Absent absent) {
            Map<String, String> data = new HashMap<>(Map.of("uri", absent.uri()));
            if (!absent.node().isEmpty()) {
                data.put("node", absent.node());
            }
            throw RpcFault.of(Rpc.INVALID_PARAMS, absent.why(), data);
        }
    }

    private Said read(ObserverRequest request, String uri, Instant begins, Traffic.Passage passage) {
        try {
            return ended(value(request, cluster.readings().read(uri, moment(begins)), begins), passage);
        } catch (Absent absent) {
            passage.ends();
            throw absent;
        }
    }

    private Said value(ObserverRequest request, ObserverReadings.Read read, Instant begins) {
        Instant at = begins.plus(timeline.real(read.took()));
        if (!read.good()) {
            RpcFault fault = RpcFault.of(Rpc.INTERNAL_ERROR, read.text(), Map.of("uri", read.uri()));
            return new Said(fault.status(), fault.body(request.id()), at, Optional.empty(), Optional.empty());
        }
        return result(
                request,
                "\"contents\":[{\"uri\":" + GoJson.string(read.uri())
                        + ",\"mimeType\":\"application/json\",\"text\":" + GoJson.string(read.text())
                        + "}],\"ttlMs\":" + read.ttl().toMillis() + ",\"cacheScope\":\"private\",\"_meta\":{" + SERVER
                        + read.meta() + "}",
                at);
    }

    /** A stream: which resources are followed and which not, and then each second that they are new. */
    private Said listen(ObserverRequest request, Instant begins) {
        String id = "\"io.modelcontextprotocol/subscriptionId\":" + request.id();
        List<String> followed = new ArrayList<>();
        Map<String, String> refused = new TreeMap<>();
        request.params().at("/notifications/resourceSubscriptions").forEach(uri -> {
            try {
                followed.add(cluster.readings().followed(uri.asString("")));
            } catch (Absent absent) {
                refused.put(uri.asString(""), absent.why());
            }
        });
        String no = refused.isEmpty() ? "" : ",\"services.ergo/refused\":" + GoJson.object(refused);
        String uris = String.join(",", followed.stream().map(GoJson::string).toList());
        String first = frame(
                "notifications/subscriptions/acknowledged",
                "{\"_meta\":{" + id + no + "},\"notifications\":{\"resourceSubscriptions\":[" + uris + "]}}");
        List<String> updates = followed.stream()
                .map(uri -> frame(
                        "notifications/resources/updated",
                        "{\"_meta\":{" + id + "},\"uri\":" + GoJson.string(uri) + "}"))
                .toList();
        return new Said(200, first, begins, Optional.empty(), Optional.of(updates));
    }

    private static String frame(String method, String params) {
        return "data: {\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + "}\n\n";
    }

    private static Said ended(Said said, Traffic.Passage passage) {
        return new Said(said.status(), said.body(), said.at(), Optional.of(passage), Optional.empty());
    }

    private Moment moment(Instant real) {
        return new Moment(real, timeline.recorded(real));
    }
}
