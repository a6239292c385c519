package ergodiag.incident.log;

import ergodiag.ergo.Ids;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which node a line of a log is of: by its name, by the checksum of it, or by the host where it is the only one of its host. */
final class NodeOf {
    private static final Pattern CHECKSUM = Pattern.compile("(?:Alias#)?<?([0-9A-F]{8})(?:[.-].*)?");

    private final Map<String, String> names = new HashMap<>();

    NodeOf(List<String> nodes) {
        Set<String> shared = new HashSet<>();
        for (String node : nodes) {
            String host = node.substring(node.indexOf('@') + 1);
            // a daemon writes the first word of the host's name
            for (String written : new HashSet<>(List.of(host, host.replaceFirst("\\..*", "")))) {
                if (names.putIfAbsent(written, node) != null) {
                    shared.add(written);
                }
            }
        }
        names.keySet().removeAll(shared);
        nodes.forEach(node -> {
            names.put(node, node);
            names.put(Ids.checksum(node), node);
        });
    }

    /** "" where nothing tells. */
    String whose(String written) {
        Matcher checksum = CHECKSUM.matcher(written);
        return names.getOrDefault(checksum.matches() ? checksum.group(1) : written, "");
    }
}
