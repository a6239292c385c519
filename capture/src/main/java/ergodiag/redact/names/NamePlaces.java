package ergodiag.redact.names;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.ergo.NameKind;
import ergodiag.ergo.Tool;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.observer.Counterpart;
import ergodiag.ergo.observer.ObserverTool;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where names stand in the reply to a question, whichever dialect it was asked in. What an Observer replies holds the answer of an old tool at some
 * place, with its names, and more around it.
 */
final class NamePlaces {
    private static final String MEMBERS = "/*";

    /** What an Observer says beyond the answers of the old tools (ERGO33.md 6 to 8). */
    private static final Map<ObserverTool, Map<String, NameKind>> MORE = Map.of(
            ObserverTool.CLUSTER_MAP,
            Map.of(
                    "/Nodes/*/Info/Name", NameKind.NODE,
                    "/Nodes/*/Info/Version/Name", NameKind.PRODUCT,
                    "/Nodes/*/Info/Applications/*", NameKind.APPLICATION,
                    "/Nodes/*/Info/Peers/*/Node", NameKind.NODE,
                    "/Offline/*/Node", NameKind.NODE,
                    "/Offline/*/Peers/*", NameKind.NODE),
            ObserverTool.APPLICATIONS,
            Map.of(
                    "/Applications/*/Name", NameKind.APPLICATION,
                    "/Applications/*/Version/Name", NameKind.PRODUCT,
                    "/Applications/*/Depends/Applications/*", NameKind.APPLICATION),
            ObserverTool.CAPABILITIES,
            Map.of("/Version/Name", NameKind.PRODUCT),
            ObserverTool.APP_TREE,
            Map.of("/Application", NameKind.APPLICATION),
            ObserverTool.PROCESS_LOOKUP,
            Map.of("/Name", NameKind.PROCESS),
            ObserverTool.REGISTRAR_NODES,
            Map.of("/Nodes/*", NameKind.NODE),
            ObserverTool.REGISTRAR_APPLICATION_ROUTES,
            Map.of("/Routes/*/Node", NameKind.NODE, "/Routes/*/Name", NameKind.APPLICATION),
            ObserverTool.LENS_LOG,
            Map.of("/Name", NameKind.PROCESS));

    /** Objects whose keys are names. */
    private static final Map<ObserverTool, Map<String, NameKind>> KEYS =
            Map.of(ObserverTool.APPLICATIONS, Map.of("/Applications", NameKind.APPLICATION));

    private static final Map<String, ObserverTool> OBSERVERS = Arrays.stream(ObserverTool.values())
            .collect(Collectors.toUnmodifiableMap(ObserverTool::wireName, Function.identity()));

    private final boolean metrics;
    private final Map<String, NameKind> values;
    private final Map<String, NameKind> keys;

    private NamePlaces(boolean metrics, Map<String, NameKind> values, Map<String, NameKind> keys) {
        this.metrics = metrics;
        this.values = values;
        this.keys = keys;
    }

    static NamePlaces in(Call call) {
        if (call.dialect() == Dialect.MCP_APPLICATION) {
            return new NamePlaces(
                    call.tool().equals(MetricsPage.TOOL),
                    Tool.of(call).map(Tool::names).orElse(Map.of()),
                    Map.of());
        }
        Map<String, NameKind> places = new HashMap<>();
        places.put("/Node", NameKind.NODE);
        for (Tool tool : Tool.answeredBy(call)) {
            String place = tool.there().map(Counterpart::place).orElse("");
            tool.names().forEach((path, kind) -> places.put(place + path, kind));
        }
        Optional<ObserverTool> asked = Optional.ofNullable(OBSERVERS.get(call.tool()));
        asked.map(MORE::get).ifPresent(places::putAll);
        return new NamePlaces(false, places, asked.map(KEYS::get).orElse(Map.of()));
    }

    /**
     * Whose name a string is, when it is one.
     *
     * @param path as {@code JsonStrings} tells it
     * @param key whether it is a key of the object at that path
     */
    Optional<NameKind> of(String path, boolean key) {
        if (key) {
            return Optional.ofNullable(keys.get(path));
        }
        if (metrics) {
            return MetricsPage.nameAt(path);
        }
        return Optional.ofNullable(values.get(plain(path)))
                .or(() -> NameKind.isHost(path) ? Optional.of(NameKind.HOST) : Optional.empty());
    }

    /** With {@code *} in the place of a key that is a name. */
    private String plain(String path) {
        for (String named : keys.keySet()) {
            if (path.startsWith(named + "/")) {
                int end = path.indexOf('/', named.length() + 1);
                return named + MEMBERS + (end < 0 ? "" : path.substring(end));
            }
        }
        return path;
    }
}
