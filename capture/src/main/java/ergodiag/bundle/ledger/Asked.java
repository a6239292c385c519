package ergodiag.bundle.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What was asked of whom.
 *
 * @param node the node asked; "" for the entry node asked about the cluster as a whole
 * @param dialect the kind of endpoint that was asked
 * @param tool the tool's name there; "initialize" and "tools_list" for the protocol's own questions
 * @param arguments what was asked, without {@code node} and {@code timeout}; values are String, Long, Double, Boolean, List, Map
 * @param why the playbooks' question for which it was asked
 */
public record Asked(String node, Dialect dialect, String tool, Map<String, Object> arguments, String why) {

    /** A question to the MCP application, or one that is none of an endpoint. */
    public Asked(String node, String tool, Map<String, Object> arguments, String why) {
        this(node, Dialect.MCP_APPLICATION, tool, arguments, why);
    }

    /** The same under the name of another tool. */
    Asked named(String other) {
        return new Asked(node, dialect, other, arguments, why);
    }

    Asked worded(UnaryOperator<String> words) {
        return new Asked(words.apply(node), dialect, tool, worded(arguments, words), words.apply(why));
    }

    private static Map<String, Object> worded(Map<?, ?> arguments, UnaryOperator<String> words) {
        Map<String, Object> worded = new LinkedHashMap<>();
        arguments.forEach((name, value) -> worded.put(String.valueOf(name), argument(value, words)));
        return worded;
    }

    private static Object argument(Object value, UnaryOperator<String> words) {
        if (value instanceof String text) {
            return words.apply(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> argument(item, words)).toList();
        }
        return value instanceof Map<?, ?> map ? worded(map, words) : value;
    }
}
