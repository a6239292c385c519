package ergodiag.ergo;

import ergodiag.bundle.Source;
import ergodiag.bundle.foreign.Plausible;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What {@code process_inspect} says: key and value of the process's own making, all values texts.
 *
 * @param at where it was read
 * @param values the pairs, sorted by key; empty when the process tells nothing
 */
public record Inspection(Source at, Map<String, String> values) {

    /** The value of that key as a number; empty when absent or not a number. */
    public OptionalDouble number(String key) {
        return Plausible.decimal(text(key));
    }

    public String text(String key) {
        return values.getOrDefault(key, "");
    }

    /** A supervisor tells its intensity and its restarts. */
    public boolean isSupervisor() {
        return values.containsKey("restarts_count") && values.containsKey("intensity");
    }

    /** A pool tells what it forwarded and what it could not. */
    public boolean isPool() {
        return values.containsKey("messages_forwarded") && values.containsKey("pool_size");
    }

    /** @throws UnreadableReply when it is neither an object nor null */
    public static Inspection read(InputStream in, Source at) {
        JsonNode node = Json.tree(in, at);
        if (!node.isObject() && !node.isNull()) {
            throw new UnreadableReply(at.file(), 1, "an object was expected");
        }
        Map<String, String> values = new TreeMap<>();
        node.properties()
                .forEach(pair -> values.put(pair.getKey(), pair.getValue().asString("")));
        return new Inspection(at, Collections.unmodifiableMap(values));
    }
}
