package ergodiag.replay;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Argument;
import ergodiag.ergo.Tool;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The list of tools of a node that nobody asked for it: the catalogue of all that are known and may be called. */
final class MadeToolList {
    private MadeToolList() {}

    static JsonNode list() {
        List<Map<String, Object>> tools = Tool.ofNodes().stream()
                .filter(tool -> tool.access().isAllowed())
                .map(MadeToolList::tool)
                .toList();
        return ForeignJson.mapper().valueToTree(Map.of("tools", tools));
    }

    private static Map<String, Object> tool(Tool tool) {
        Map<String, Object> properties = new TreeMap<>();
        Stream.concat(tool.arguments().stream(), Stream.of(Tool.NODE, Tool.TIMEOUT))
                .forEach(argument -> properties.put(argument.name(), property(argument)));
        return new TreeMap<>(Map.of(
                "name",
                tool.toolName(),
                "description",
                "The tool " + tool.toolName() + " of Ergo, told from what an Observer said.",
                "inputSchema",
                new TreeMap<>(Map.of("type", "object", "properties", properties))));
    }

    private static Map<String, Object> property(Argument argument) {
        return Map.of("type", argument.type().word());
    }
}
