package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The healthy recording under other names: nodes {@code core-1@fra} to {@code core-3@fra}, a shop instead of a trading system. What no
 * scenario changes and no capture brings (process_info and inspections of ordinary processes) is left out.
 */
record HealthyRecording(String manifest, List<ObjectNode> calls, Map<String, String> files) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NODE = Pattern.compile("node(\\d)@localhost");
    private static final Pattern CODE = Pattern.compile("(?<![\\w./])main\\.(?=\\(?\\*?[A-Z])");
    private static final Map<String, String> NAMES = Map.of(
            "trading", "retail",
            "session", "visit",
            "order_book", "basket_book",
            "OrderBook", "BasketBook",
            "market_feed", "price_feed",
            "market_ticks", "price_changes",
            "pricer", "discounter",
            "risk_pool", "fraud_pool",
            "ticker_watch", "shelf_watch",
            "order_updates", "basket_updates");
    private static final Pattern NAME = Pattern.compile(String.join("|", NAMES.keySet()));
    private static final HealthyRecording ONLY = load();

    static HealthyRecording get() {
        return ONLY;
    }

    private static HealthyRecording load() {
        try (Bundle bundle = Bundle.open(Path.of("..", "samples", "healthy-three-nodes.zip"))) {
            List<ObjectNode> calls = new ArrayList<>();
            Map<String, String> files = new LinkedHashMap<>();
            for (String line : bundle.text("calls.jsonl").lines().toList()) {
                ObjectNode call = (ObjectNode) JSON.readTree(line);
                String file = call.path("file").asString("");
                String text = file.isEmpty() || !bundle.files().contains(file) ? "" : bundle.text(file);
                if (isOfUse(call.path("tool").asString(), call.path("reading").asInt(1), text)) {
                    calls.add((ObjectNode) JSON.readTree(renamed(line)));
                    if (!file.isEmpty()) {
                        files.put(renamed(file), renamed(text));
                    }
                }
            }
            return new HealthyRecording(renamed(bundle.text("manifest.json")), List.copyOf(calls), files);
        }
    }

    private static boolean isOfUse(String tool, int reading, String text) {
        return switch (tool) {
            case "process_info" -> false;
            case "process_list", "event_list", "pprof_goroutines", "pprof_heap" -> reading % 2 == 1;
            case "process_inspect" -> text.contains("restarts_count") || text.contains("messages_unhandled");
            case "app_info", "app_processes", "node_env", "registrar_resolve", "network_node_info" -> false;
            default -> true;
        };
    }

    private static String renamed(String text) {
        String nodes = NODE.matcher(text).replaceAll("core-$1@fra");
        String code = CODE.matcher(nodes).replaceAll("shop.");
        return NAME.matcher(code).replaceAll(match -> Matcher.quoteReplacement(NAMES.get(match.group())));
    }
}
