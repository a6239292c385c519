package ergodiag.replay.recording;

import static java.util.Map.entry;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was asked of an Observer, as questions to the MCP application: each of its answers tells what one or several tools of that would
 * have said (ERGO33.md 10).
 */
final class FromObserver {
    /** Questions that select something; only those without them tell what the old tool says. */
    private static final Set<String> FILTERS = Set.of(
            "app",
            "name",
            "behavior",
            "state",
            "minMailbox",
            "start",
            "peer",
            "stack",
            "minWait",
            "minBytes",
            "notify",
            "buffered",
            "open",
            "minSubscribers",
            "job",
            "newestFirst");

    /**
     * A tool whose answer one of an Observer tells.
     *
     * @param arguments what the old application would have been asked; empty where it has no such question
     */
    private record Telling(
            Tool tool,
            Function<JsonNode, String> text,
            Function<Map<String, Object>, Optional<Map<String, Object>>> arguments) {}

    private static final Map<String, Object> MOST = Map.of("limit", 1_000_000L);
    private static final Map<String, List<Telling>> TELLINGS = Map.ofEntries(
            entry(
                    "node",
                    List.of(
                            all(Tool.NODE_INFO, reply -> OldReply.pretty(reply.path("Info"))),
                            all(Tool.RUNTIME_STATS, reply -> OldReply.runtime(reply.path("Info"))),
                            all(Tool.LOG_LEVEL_GET, OldReply::logLevel),
                            all(Tool.LOGGERS_LIST, reply -> OldReply.loggers(reply.at("/Info/Loggers"))))),
            entry(
                    "network",
                    List.of(
                            all(Tool.NETWORK_INFO, reply -> OldReply.pretty(reply.path("Info"))),
                            all(Tool.NETWORK_ACCEPTORS, reply -> OldReply.pretty(reply.at("/Info/Acceptors"))),
                            all(Tool.REGISTRAR_INFO, reply -> OldReply.pretty(reply.at("/Info/Registrar"))))),
            entry("processes", List.of(list(Tool.PROCESS_LIST, "Processes"))),
            entry("events", List.of(list(Tool.EVENT_LIST, "Events"))),
            entry("connections", List.of(list(Tool.NETWORK_NODES, "Connections"))),
            entry("applications", List.of(all(Tool.APP_LIST, reply -> OldReply.apps(reply.path("Applications"))))),
            entry("connection", List.of(one(Tool.NETWORK_NODE_INFO, "Info", "peer", "name", UnaryOperator.identity()))),
            entry("event", List.of(one(Tool.EVENT_INFO, "Info", "name", "name", UnaryOperator.identity()))),
            entry("lens_process", List.of(one(Tool.PROCESS_INFO, "Info", "pid", "pid", ShortIds::pid))),
            entry("process_state", List.of(one(Tool.PROCESS_INSPECT, "State", "pid", "pid", ShortIds::pid))),
            entry("meta_state", List.of(one(Tool.META_INSPECT, "State", "alias", "alias", ShortIds::alias))),
            entry("cron", List.of(all(Tool.CRON_INFO, OldReply::pretty))),
            entry("registrar_routes", List.of(routes(Tool.REGISTRAR_RESOLVE, "peer"))),
            entry("registrar_proxy_routes", List.of(routes(Tool.REGISTRAR_RESOLVE_PROXY, "peer"))),
            entry("registrar_application_routes", List.of(routes(Tool.REGISTRAR_RESOLVE_APP, "name"))),
            entry(
                    "goroutines",
                    List.of(new Telling(
                            Tool.PPROF_GOROUTINES, OldReply::dump, asked -> whole(asked, Map.of("debug", 2L))))),
            entry("heap_profile", List.of(new Telling(Tool.PPROF_HEAP, OldReply::heap, asked -> whole(asked, MOST)))));

    private final Bundle bundle;
    private final ObserverMaps maps;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Long, Call> origins = new HashMap<>();

    FromObserver(Bundle bundle) {
        this.bundle = bundle;
        List<Call> asked = bundle.calls().stream()
                .filter(call -> call.dialect() == Dialect.OBSERVER)
                .toList();
        this.maps = new ObserverMaps(asked, this::tree);
        asked.forEach(this::tell);
        maps.calls(bundle.manifest().capture().entry().node()).forEach(calls::add);
    }

    private void tell(Call call) {
        origins.put(call.id(), call);
        for (Telling telling : TELLINGS.getOrDefault(call.tool(), List.of())) {
            telling.arguments()
                    .apply(call.asked().arguments())
                    .ifPresent(arguments -> calls.add(as(call, telling.tool(), arguments)));
        }
        if (call.tool().equals("applications") && call.outcome().answered()) {
            tree(call)
                    .path("Applications")
                    .propertyNames()
                    .forEach(name -> calls.add(as(call, Tool.APP_INFO, Map.of("name", name))));
        }
    }

    private static Call as(Call call, Tool tool, Map<String, Object> arguments) {
        String error = call.error();
        int colon = error.startsWith("node ") ? error.indexOf(": ") : -1;
        Call told = ObserverMaps.asked(
                call,
                new Asked(call.node(), tool.toolName(), arguments, call.asked().why()));
        return colon < 0 ? told : told.saying(tool.toolName() + error.substring(colon));
    }

    /** The questions of the old application. */
    List<Call> calls() {
        return calls;
    }

    /** Whether a call is one of these. */
    boolean has(Call call) {
        return origins.containsKey(call.id());
    }

    /** What it would have been answered. */
    String text(Call call) {
        Call origin = origins.getOrDefault(call.id(), call);
        JsonNode reply = tree(origin);
        if (origin.tool().equals(ObserverMaps.MAP)) {
            return maps.text(call, reply);
        }
        if (Tool.APP_INFO.askedBy(call)) {
            return OldReply.pretty(reply.path("Applications").path(call.argument("name")));
        }
        return TELLINGS.getOrDefault(origin.tool(), List.of()).stream()
                .filter(telling -> telling.tool().askedBy(call))
                .findFirst()
                .map(telling -> telling.text().apply(reply))
                .orElse("");
    }

    /** The seconds in which a node started, by when that was seen; nothing for a bundle that was not captured through an Observer. */
    NavigableMap<Instant, Long> creations(String node) {
        NavigableMap<Instant, Long> seen = new TreeMap<>(maps.creations(node));
        origins.values().stream()
                .filter(call ->
                        call.tool().equals("capabilities") && call.node().equals(node))
                .filter(call -> call.outcome().answered())
                .forEach(call ->
                        seen.put(call.moment(), tree(call).path("Creation").asLong(0)));
        return seen;
    }

    private JsonNode tree(Call call) {
        try (InputStream in = bundle.reply(call)
                .orElseThrow(() -> new NotABundle("Replaying: the reply of call " + call.id() + " is missing."))) {
            return JsonMapper.shared().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | JacksonException e) {
            throw new NotABundle("Replaying: the reply of call " + call.id() + " cannot be read.", e);
        }
    }

    private static Telling all(Tool tool, Function<JsonNode, String> text) {
        return new Telling(tool, text, asked -> whole(asked, Map.of()));
    }

    /** A list, which is whole where nothing was filtered and nothing cut. */
    private static Telling list(Tool tool, String field) {
        return new Telling(
                tool, reply -> OldReply.list(reply.path(field)), asked -> whole(asked, Map.of("limit", -1L)));
    }

    private static Telling one(Tool tool, String field, String argument, String old, UnaryOperator<String> form) {
        return new Telling(tool, reply -> OldReply.pretty(reply.path(field)), asked -> {
            Map<String, Object> arguments = new LinkedHashMap<>(asked);
            Object name = arguments.remove(argument);
            return Optional.ofNullable(name).map(text -> {
                arguments.put(old, form.apply(String.valueOf(text)));
                return arguments;
            });
        });
    }

    private static Telling routes(Tool tool, String argument) {
        return new Telling(
                tool,
                reply -> OldReply.list(reply.path("Routes")),
                asked -> Optional.ofNullable(asked.get(argument)).map(name -> Map.of("name", name)));
    }

    private static Optional<Map<String, Object>> whole(Map<String, Object> asked, Map<String, Object> old) {
        return asked.keySet().stream().anyMatch(FILTERS::contains) ? Optional.empty() : Optional.of(old);
    }
}
