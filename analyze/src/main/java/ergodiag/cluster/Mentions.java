package ergodiag.cluster;

import ergodiag.ergo.LogEntry;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whom a log message names. A node counts by its whole name, a process of the node that logged by its pid, or by its registered name where
 * that stands in quotes, as the framework writes it: a process may be called like any word.
 *
 * @param nodes other nodes of the cluster, by name
 * @param processes processes of the node that logged, other than the one that did
 * @param handshake whether the message is about a handshake
 */
public record Mentions(List<String> nodes, List<Process> processes, boolean handshake) {
    private static final String WORD = "[^\\s'\"`<>(){}\\[\\],;:=@]";
    private static final Pattern NODE = Pattern.compile(WORD + "+@" + WORD + "*[\\p{L}\\d_]");
    private static final Pattern PID = Pattern.compile("<[^<>\\s]+>");
    private static final Pattern QUOTED =
            Pattern.compile("(?<![\\p{L}\\d])'[^']{1,200}'(?!\\p{L})|\"[^\"]{1,200}\"|`[^`]{1,200}`");
    private static final Pattern HANDSHAKE = Pattern.compile("(?i)\\bhandshakes?\\b");

    /** What a message of a node names. */
    public static Mentions of(Cluster cluster, Node node, LogEntry entry) {
        Set<String> nodes = found(NODE, entry.message());
        Set<String> pids = found(PID, entry.message());
        Set<String> names = found(QUOTED, entry.message()).stream()
                .map(quoted -> quoted.substring(1, quoted.length() - 1))
                .collect(Collectors.toSet());
        return new Mentions(
                cluster.nodes().stream()
                        .map(Node::name)
                        .filter(name -> nodes.contains(name) && !name.equals(node.name()))
                        .toList(),
                node.current().stream()
                        .filter(process -> !process.pid().equals(entry.pid()))
                        .filter(process -> pids.contains(process.pid())
                                || (!process.last().name().isEmpty()
                                        && names.contains(process.last().name())))
                        .toList(),
                HANDSHAKE.matcher(entry.message()).find());
    }

    /** Whether a text has the whole name of that node. */
    public static boolean names(String text, String node) {
        return found(NODE, text).contains(node);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
