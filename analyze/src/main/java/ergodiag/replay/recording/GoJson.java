package ergodiag.replay.recording;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** JSON as Go's {@code encoding/json} writes it: {@code < > &} escaped, two spaces of indentation where it is pretty. */
public final class GoJson {
    private GoJson() {}

    /** A string with its quotes. */
    public static String string(String text) {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 8 + 2);
        string(text, out);
        return out.toString();
    }

    /** A string as Go's {@code %q} prints it, near enough. */
    public static String quoted(String text) {
        return string(text).replace("\\u003c", "<").replace("\\u003e", ">").replace("\\u0026", "&");
    }

    /** A value as {@code json.MarshalIndent(value, "", "  ")} writes it. */
    public static String pretty(Object value) {
        StringBuilder out = new StringBuilder();
        pretty(value, "\n", out);
        return out.toString();
    }

    /** A tree without any space. */
    public static String compact(JsonNode tree) {
        if (tree.isObject()) {
            return tree.properties().stream()
                    .map(field -> string(field.getKey()) + ":" + compact(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (tree.isArray()) {
            return tree.values().stream().map(GoJson::compact).collect(Collectors.joining(",", "[", "]"));
        }
        return tree.isString() ? string(tree.asString()) : tree.toString();
    }

    /** Texts by their names, without any space. */
    public static String object(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(text -> string(text.getKey()) + ":" + string(text.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Elements that are JSON already, as a pretty list; {@code null} for none, as Go writes a slice that was never filled. */
    public static String list(Collection<String> elements) {
        return elements.isEmpty() ? "null" : "[\n  " + String.join(",\n  ", elements) + "\n]";
    }

    /** The whole result of a tool. */
    public static String result(String text, boolean proxied) {
        return proxied
                ? "{\"content\":[{\"text\":" + string(text) + ",\"type\":\"text\"}]}"
                : "{\"content\":[{\"type\":\"text\",\"text\":" + string(text) + "}]}";
    }

    private static void pretty(Object value, String newline, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            if (map.isEmpty()) {
                out.append("{}");
                return;
            }
            String deeper = newline + "  ";
            String before = "{" + deeper;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(before);
                string(String.valueOf(entry.getKey()), out);
                out.append(": ");
                pretty(entry.getValue(), deeper, out);
                before = "," + deeper;
            }
            out.append(newline).append('}');
        } else if (value instanceof Collection<?> list) {
            if (list.isEmpty()) {
                out.append("[]");
                return;
            }
            String deeper = newline + "  ";
            out.append('[');
            for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
                out.append(deeper);
                pretty(each.next(), deeper, out);
                out.append(each.hasNext() ? "," : "");
            }
            out.append(newline).append(']');
        } else if (value instanceof String text) {
            string(text, out);
        } else if (value instanceof Nil) {
            out.append("null");
        } else {
            out.append(value);
        }
    }

    /** Go's nil. */
    public enum Nil {
        NIL
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> unicode(c, out);
                default -> {
                    if (c < 0x20) {
                        unicode(c, out);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void unicode(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 15, 16));
        }
    }
}
