package ergodiag.replay.observer;

import ergodiag.replay.recording.GoJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a resource names: {@code ergo://cluster}, {@code ergo://job/KEY}, {@code ergo://NODE[/watch/KEY][/LENS[/TARGET]][?SCOPE]}.
 *
 * @param node the node; "" for the map and for runs
 * @param key the name of a run, or of a reading; "" for none
 * @param lens which reading; {@code cluster} for the map, {@code job} for a run
 * @param target of the reading, decoded; "" for none
 * @param scope what is sent along, but for the cursor
 * @param since the cursor; "" for none
 */
record LensUri(String node, String key, String lens, String target, Map<String, List<String>> scope, String since) {
    static final String CLUSTER = "cluster";
    static final String JOB = "job";

    private static final String SCHEME = "ergo://";
    private static final String FORM = "want ergo://node[/watch/key]/lens[/target][?scope]";
    private static final String WATCH = "watch";
    /** What stands as it is in a target. */
    private static final String PLAIN = "$&+=:@";

    static LensUri of(String text) {
        if (!text.startsWith(SCHEME)) {
            throw fault(text, FORM);
        }
        String rest = text.substring(SCHEME.length());
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        Map<String, List<String>> scope = scope(text, query < 0 ? "" : rest.substring(query + 1));
        List<String> cursor = scope.containsKey("since") ? scope.remove("since") : List.of("");
        if (cursor.size() != 1) {
            throw fault(text, "since is given more than once");
        }
        List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
        String node = parts.remove(0);
        if (node.isEmpty()) {
            throw fault(text, FORM);
        }
        if (node.equals(WATCH)) {
            throw fault(text, "watch belongs to a node");
        }
        if (node.equals(CLUSTER)) {
            if (!parts.isEmpty()) {
                throw fault(text, "want ergo://cluster");
            }
            return new LensUri("", "", CLUSTER, "", scope, cursor.get(0));
        }
        if (node.equals(JOB)) {
            if (parts.size() != 1 || parts.get(0).isEmpty()) {
                throw fault(text, "want ergo://job/key");
            }
            return new LensUri("", parts.get(0), JOB, "", scope, cursor.get(0));
        }
        return ofNode(text, node, parts, scope, cursor.get(0));
    }

    private static LensUri ofNode(
            String text, String node, List<String> parts, Map<String, List<String>> scope, String since) {
        String key = "";
        if (parts.size() > 1 && parts.get(0).equals(WATCH)) {
            key = parts.get(1);
            if (key.isEmpty()) {
                throw fault(text, "watch needs a key, or drop it for the shared lens");
            }
            parts.subList(0, 2).clear();
        }
        if (parts.size() > 2) {
            throw fault(text, FORM);
        }
        String lens = parts.isEmpty() ? "node" : parts.get(0);
        if (List.of("", WATCH, JOB, CLUSTER).contains(lens)) {
            throw fault(text, GoJson.quoted(lens) + " is not a lens of a node");
        }
        String target = parts.size() < 2 ? "" : decoded(parts.get(1).replace("+", "%2B"));
        return new LensUri(
                node,
                key,
                lens,
                target.startsWith(node + ":") ? target.substring(node.length() + 1) : target,
                scope,
                since);
    }

    private static Map<String, List<String>> scope(String text, String query) {
        Map<String, List<String>> scope = new TreeMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                scope.computeIfAbsent(name, k -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return scope;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Absent fault(String text, String why) {
        return new Absent("uri " + GoJson.quoted(text) + ": " + why, text, "");
    }

    /** The one spelling of it: what is sent along sorted, without the cursor. */
    String canonical() {
        if (node.isEmpty()) {
            return SCHEME + lens + (key.isEmpty() ? "" : "/" + key);
        }
        String query = scope.entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .sorted()
                        .map(value -> encoded(each.getKey(), "") + "=" + encoded(value, "")))
                .collect(Collectors.joining("&"));
        return of(node, key, lens, target) + (query.isEmpty() ? "" : "?" + query);
    }

    /** The uri of a reading without anything sent along. */
    static String of(String node, String key, String lens, String target) {
        return SCHEME + node + (key.isEmpty() ? "" : "/" + WATCH + "/" + key) + "/" + lens
                + (target.isEmpty() ? "" : "/" + encoded(target, PLAIN).replace("+", "%20"));
    }

    /** As Go writes it into a uri, where some signs may stand as they are. */
    private static String encoded(String text, String plain) {
        StringBuilder out = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean stays =
                    c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0 || plain.indexOf(c) >= 0);
            if (stays) {
                out.append(c);
            } else {
                out.append(
                        c == ' ' && plain.isEmpty()
                                ? "+"
                                : "%" + String.format(java.util.Locale.ROOT, "%02X", (int) c));
            }
        }
        return out.toString();
    }

    /** What is sent along, as values of the kinds that readings take. */
    Params params() {
        return LensParams.of(scope);
    }
}
