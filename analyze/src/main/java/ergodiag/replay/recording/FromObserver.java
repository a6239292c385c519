package ergodiag.replay.recording;

import static java.util.Map.entry;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.ergo.Tool;
import ergodiag.ergo.observer.Counterpart;
import ergodiag.ergo.observer.ObserverTool;
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
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What was asked of an Observer, as questions to the MCP application: each of its answers tells what one or several tools of that would
 * have said (ERGO33.md 10).
 */
final class FromObserver {
    /** What selects something in a question: only without it an answer tells all that the old tool says. */
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

    /** Tools about all there is, with what is sent along for that. */
    private static final Map<Tool, Map<String, Object>> ABOUT_ALL = Map.ofEntries(
            entry(Tool.NODE_INFO, Map.of()),
            entry(Tool.RUNTIME_STATS, Map.of()),
            entry(Tool.LOGGERS_LIST, Map.of()),
            entry(Tool.NETWORK_INFO, Map.of()),
            entry(Tool.NETWORK_ACCEPTORS, Map.of()),
            entry(Tool.REGISTRAR_INFO, Map.of()),
            entry(Tool.NETWORK_NODES, Map.of()),
            entry(Tool.APP_LIST, Map.of()),
            entry(Tool.CRON_INFO, Map.of()),
            entry(Tool.PROCESS_LIST, Map.of("limit", -1L)),
            entry(Tool.EVENT_LIST, Map.of("limit", -1L)),
            entry(Tool.PPROF_GOROUTINES, Map.of("debug", 2L)),
            entry(Tool.PPROF_HEAP, Map.of("limit", 1_000_000L)));

    /** Tools about one thing. */
    private static final Map<Tool, Subject> ABOUT_ONE = Map.of(
            Tool.NETWORK_NODE_INFO, new Subject("peer", "name", UnaryOperator.identity()),
            Tool.EVENT_INFO, new Subject("name", "name", UnaryOperator.identity()),
            Tool.PROCESS_INFO, new Subject("pid", "pid", ShortIds::pid),
            Tool.PROCESS_INSPECT, new Subject("pid", "pid", ShortIds::pid),
            Tool.META_INSPECT, new Subject("alias", "alias", ShortIds::alias),
            Tool.REGISTRAR_RESOLVE, new Subject("peer", "name", UnaryOperator.identity()),
            Tool.REGISTRAR_RESOLVE_PROXY, new Subject("peer", "name", UnaryOperator.identity()),
            Tool.REGISTRAR_RESOLVE_APP, new Subject("name", "name", UnaryOperator.identity()));

    /** What the maps tell too, in one order for all nodes, so that no counter goes back. */
    private static final Set<Tool> IN_THE_MAP = Set.of(Tool.NODE_INFO, Tool.NETWORK_NODES);

    /** How those are told whose values are not the same. */
    private static final Map<Tool, Function<JsonNode, String>> TOLD = Map.of(
            Tool.RUNTIME_STATS, OldReply::runtime,
            Tool.LOGGERS_LIST, OldReply::loggers,
            Tool.APP_LIST, OldReply::apps,
            Tool.PPROF_GOROUTINES, OldReply::dump,
            Tool.PPROF_HEAP, OldReply::heap);

    private final Bundle bundle;
    private final ObserverMaps maps;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Long, Call> origins = new HashMap<>();

    /**
     * What a question is about.
     *
     * @param argument that names it to an Observer
     * @param old the argument of the old application
     * @param form its name there
     */
    private record Subject(String argument, String old, UnaryOperator<String> form) {
        private Optional<Map<String, Object>> arguments(Map<String, Object> asked) {
            Map<String, Object> arguments = new LinkedHashMap<>(asked);
            return Optional.ofNullable(arguments.remove(argument)).map(name -> {
                arguments.put(old, form.apply(String.valueOf(name)));
                return arguments;
            });
        }
    }

    FromObserver(Bundle bundle) {
        this.bundle = bundle;
        List<Call> asked = bundle.calls().stream()
                .filter(call -> call.dialect() == Dialect.OBSERVER)
                .toList();
        this.maps = new ObserverMaps(asked, this::tree);
        asked.forEach(this::tell);
    }

    private void tell(Call call) {
        origins.put(call.id(), call);
        for (Tool tool : Tool.answeredBy(call)) {
            if (IN_THE_MAP.contains(tool) && maps.near(call.moment())) {
                continue;
            }
            arguments(tool, call.asked().arguments()).ifPresent(arguments -> calls.add(as(call, tool, arguments)));
        }
        if (ObserverTool.NODE.askedBy(call)) {
            calls.add(as(call, Tool.LOG_LEVEL_GET, Map.of()));
        }
        boolean applications = ObserverTool.APPLICATIONS.askedBy(call) && stored(call);
        if (applications) {
            tree(call)
                    .path("Applications")
                    .propertyNames()
                    .forEach(name -> calls.add(as(call, Tool.APP_INFO, Map.of("name", name))));
        }
    }

    private static Optional<Map<String, Object>> arguments(Tool tool, Map<String, Object> asked) {
        Subject one = ABOUT_ONE.get(tool);
        if (one != null) {
            return one.arguments(asked);
        }
        boolean selects = asked.keySet().stream().anyMatch(FILTERS::contains);
        return selects ? Optional.empty() : Optional.ofNullable(ABOUT_ALL.get(tool));
    }

    private static Call as(Call call, Tool tool, Map<String, Object> arguments) {
        String error = call.error();
        int colon = error.startsWith("node ") ? error.indexOf(": ") : -1;
        Call told = ObserverMaps.asked(
                call,
                new Asked(call.node(), tool.toolName(), arguments, call.asked().why()));
        return colon < 0 ? told : told.saying(tool.toolName() + error.substring(colon));
    }

    /** The questions of the old application. @param entry the node that answers for the cluster */
    List<Call> calls(String entry) {
        return Stream.concat(calls.stream(), maps.calls(entry).stream()).toList();
    }

    /** Whether there is anything. */
    boolean isEmpty() {
        return origins.isEmpty();
    }

    /** The node on which the Observer ran; empty when that cannot be told. */
    Optional<String> home() {
        return maps.home();
    }

    /** From when on the maps had lost a node, to the end; empty for one that they have. */
    Optional<Instant> lostSince(String node) {
        return maps.lostSince(node);
    }

    /** Whether a call is one of these. */
    boolean has(Call call) {
        return call.dialect() == Dialect.MCP_APPLICATION && origins.containsKey(call.id());
    }

    /** What it would have been answered. */
    String text(Call call) {
        Call origin = origins.getOrDefault(call.id(), call);
        JsonNode reply = tree(origin);
        return ObserverTool.CLUSTER_MAP.askedBy(origin)
                ? maps.text(call, reply)
                : Tool.of(call).map(tool -> text(tool, call, reply)).orElse("");
    }

    private static String text(Tool tool, Call call, JsonNode reply) {
        if (tool == Tool.APP_INFO) {
            return OldReply.pretty(reply.path("Applications").path(call.argument("name")));
        }
        if (tool == Tool.LOG_LEVEL_GET) {
            return "node log level: " + reply.at("/Info/LogLevel").asString("");
        }
        JsonNode value = reply.at(tool.there().map(Counterpart::place).orElse(""));
        Function<JsonNode, String> usual = tool.form() == Tool.Form.LIST ? OldReply::list : OldReply::pretty;
        return TOLD.getOrDefault(tool, usual).apply(value);
    }

    /** The seconds in which a node started, by when that was seen; nothing for a bundle that was not captured through an Observer. */
    NavigableMap<Instant, Long> creations(String node) {
        NavigableMap<Instant, Long> seen = new TreeMap<>(maps.creations(node));
        origins.values().stream()
                .filter(call ->
                        ObserverTool.CAPABILITIES.askedBy(call) && call.node().equals(node) && stored(call))
                .forEach(call ->
                        seen.put(call.moment(), tree(call).path("Creation").asLong(0)));
        return seen;
    }

    private boolean stored(Call call) {
        return call.outcome().answered()
                && call.file().filter(bundle.files()::contains).isPresent();
    }

    private JsonNode tree(Call call) {
        try (InputStream in = bundle.reply(call)
                .orElseThrow(() -> new NotABundle("Replaying: the reply of call " + call.id() + " is missing."))) {
            return ForeignJson.mapper().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | JacksonException e) {
            throw new NotABundle("Replaying: the reply of call " + call.id() + " cannot be read.", e);
        }
    }
}
