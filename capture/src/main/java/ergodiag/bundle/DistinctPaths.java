package ergodiag.bundle;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Gives every path of a bundle a spelling of its own on file systems that do not tell {@code Node1} from {@code node1}: the one that comes
 * second gets a mark. The same path always gets the same spelling. Safe for use by several threads.
 */
final class DistinctPaths {
    private final Map<String, String> taken = new HashMap<>();

    /** The path under which a file is stored. */
    synchronized String spelling(String path) {
        StringBuilder spelled = new StringBuilder();
        String[] parts = path.split("/");
        for (int i = 0; i < parts.length; i++) {
            String parent = spelled.toString();
            String own = take(parent, parts[i]) ? parts[i] : SafePath.marked(parts[i], i == parts.length - 1);
            take(parent, own);
            spelled.append(own).append(i == parts.length - 1 ? "" : "/");
        }
        return spelled.toString();
    }

    /** Takes a name inside a folder; false when one that differs only in case has it. */
    private boolean take(String parent, String part) {
        String first = taken.putIfAbsent((parent + part).toLowerCase(Locale.ROOT), part);
        return first == null || first.equals(part);
    }
}
