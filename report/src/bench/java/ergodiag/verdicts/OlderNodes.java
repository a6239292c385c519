package ergodiag.verdicts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

/** The same told by other versions of the framework. */
final class OlderNodes {
    private static final Set<String> LATER = Set.of(
            "StateTime",
            "Kind",
            "HeapLive",
            "HeapGoal",
            "MemoryLimit",
            "Goroutines",
            "GCCycles",
            "CPUTimeGC",
            "CPUTimeTotal",
            "ServerTime",
            "PoolLen",
            "FragmentTimeouts",
            "ClockSkew",
            "LastPublishedAt",
            "ConnectionsEstablished",
            "ConnectionsLost");
    /** Counters of which only growth is judged. */
    private static final Set<String> ENDLESS = Set.of(
            "BytesIn",
            "BytesOut",
            "TransitBytesIn",
            "TransitBytesOut",
            "total_alloc",
            "ProcessesSpawned",
            "ProcessesTerminated",
            "EventsPublished",
            "EventsReceived",
            "EventsLocalSent",
            "EventsRemoteSent");

    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(63);

    private OlderNodes() {}

    /** Without the fields that came with later versions. */
    static Material older(Material material) {
        return material.replies((call, reply) -> without(reply));
    }

    private static JsonNode without(JsonNode node) {
        node.forEach(OlderNodes::without);
        if (node instanceof ObjectNode object) {
            object.remove(LATER);
        }
        return node;
    }

    /** Counters above what a signed number holds. */
    static Material endless(Material material) {
        return material.replies((call, reply) -> high(reply));
    }

    private static JsonNode high(JsonNode node) {
        node.forEach(OlderNodes::high);
        if (node instanceof ObjectNode object) {
            for (String field : ENDLESS) {
                if (object.path(field).isIntegralNumber()) {
                    object.put(field, object.path(field).bigIntegerValue().add(HALF));
                }
            }
        }
        return node;
    }

    /** As JSON may write whole numbers too: with a point, or with an exponent. */
    static JsonNode decimals(JsonNode node) {
        if (node.isIntegralNumber()) {
            java.math.BigDecimal number = new java.math.BigDecimal(node.asBigInteger());
            return DecimalNode.valueOf(
                    node.asLong() % 10 == 0 && node.asLong() > 0 ? number.stripTrailingZeros() : number.setScale(1));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(decimals(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, decimals(array.get(i)));
            }
        }
        return node;
    }

    /** What versions to come may tell besides: fields, tools, files. */
    static Material newer(Material material) {
        Material more = material.replies(
                (call, reply) -> moreFields(reply, Material.tool(call).endsWith("_inspect")));
        more.ledger().forEach(call -> call.putObject("colour").put("name", "blue"));
        more.manifest().putObject("weather").put("rain", true);
        List<ObjectNode> ledger = new ArrayList<>(more.ledger());
        Map<String, String> files = new LinkedHashMap<>(more.files());
        for (ObjectNode call : more.ledger()) {
            if (Material.tool(call).equals("runtime_stats")
                    && ledger.size() < more.ledger().size() + 20) {
                String file = Material.file(call).replace("runtime_stats", "weather_report");
                ledger.add(call.deepCopy()
                        .put("id", 900_000 + ledger.size())
                        .put("tool", "weather_report")
                        .put("file", file));
                files.put(file, "[{\"rain\": [1, {\"often\": true}]}]");
            }
        }
        return new Material(more.manifest(), ledger, files);
    }

    private static JsonNode moreFields(JsonNode node, boolean texts) {
        node.forEach(child -> moreFields(child, texts));
        if (node instanceof ObjectNode object) {
            if (texts) {
                object.put("weather", "rain");
            } else {
                object.putObject("Weather").putArray("Rain").add(1).add("often").addObject();
                object.put("ZzzCounter", 18_446_744_073_709_551.0);
            }
        }
        return node;
    }
}
