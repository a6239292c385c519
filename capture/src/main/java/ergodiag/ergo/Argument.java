package ergodiag.ergo;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An argument of a tool.
 *
 * @param name its name on the wire
 * @param type its JSON type: a node leaves out a value of another one without a word
 * @param isDispensable whether a question means the same without it, where a node does not know it: how long a finished sampler waits, and
 *     where to go on reading
 */
public record Argument(String name, Type type, boolean isDispensable) {
    /** JSON types of arguments. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        ARRAY,
        OBJECT;

        /** The word of JSON Schema. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether a value, as Jackson or a caller gives it, has this type: String, Number, Boolean, List or Map. */
        public boolean takes(Object value) {
            return switch (this) {
                case STRING -> value instanceof String;
                case INTEGER -> value instanceof Long || value instanceof Integer;
                case NUMBER -> value instanceof Number;
                case BOOLEAN -> value instanceof Boolean;
                case ARRAY -> value instanceof List;
                case OBJECT -> value instanceof Map;
            };
        }
    }

    static Argument string(String name) {
        return new Argument(name, Type.STRING, false);
    }

    static Argument integer(String name) {
        return new Argument(name, Type.INTEGER, false);
    }

    static Argument number(String name) {
        return new Argument(name, Type.NUMBER, false);
    }

    static Argument bool(String name) {
        return new Argument(name, Type.BOOLEAN, false);
    }

    static Argument array(String name) {
        return new Argument(name, Type.ARRAY, false);
    }

    static Argument object(String name) {
        return new Argument(name, Type.OBJECT, false);
    }

    Argument dispensable() {
        return new Argument(name, type, true);
    }
}
