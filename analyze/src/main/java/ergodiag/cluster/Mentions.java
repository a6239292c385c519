package ergodiag.cluster;

import ergodiag.ergo.DeliveryError;
import ergodiag.ergo.Ids;
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
 * @param timeout whether it is about a call or message that was not answered in time
 */
public record Mentions(List<String> nodes, List<Process> processes, boolean handshake, boolean timeout) {
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
        Set<String> names = names(entry.message());
        return new Mentions(
                cluster.nodes().stream()
                        .map(Node::name)
                        .filter(name -> nodes.contains(name) && !name.equals(node.name()))
                        .toList(),
                node.current().stream()
                        .filter(process -> !process.pid().equals(entry.pid()))
                        .filter(process -> isNamed(process, pids, names))
                        .toList(),
                HANDSHAKE.matcher(entry.message()).find(),
                DeliveryError.in(entry.message())
                        .filter(DeliveryError.TIMEOUT::equals)
                        .isPresent());
    }

    /** Every process of the cluster that a message names, by its pid or by its registered name in quotes. */
    public static List<Process> processes(Cluster cluster, LogEntry entry) {
        Set<String> pids = found(PID, entry.message());
        Set<String> names = names(entry.message());
        Set<String> nodes = found(NODE, entry.message());
        return cluster.nodes().stream()
                .filter(node -> nodes.isEmpty() || nodes.contains(node.name()) || !pids.isEmpty())
                .flatMap(node -> node.current().stream())
                .filter(process -> isNamed(process, pids, names))
                .toList();
    }

    private static boolean isNamed(Process process, Set<String> pids, Set<String> names) {
        return pids.contains(Ids.inTexts(process.pid()))
                || (!process.last().name().isEmpty()
                        && names.contains(process.last().name()));
    }

    private static Set<String> names(String message) {
        return found(QUOTED, message).stream()
                .map(quoted -> quoted.substring(1, quoted.length() - 1))
                .collect(Collectors.toSet());
    }

    /** Whether a text has the whole name of that node. */
    public static boolean names(String text, String node) {
        return found(NODE, text).contains(node);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
