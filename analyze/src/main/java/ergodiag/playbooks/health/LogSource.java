package ergodiag.playbooks.health;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.ergo.LogEntry;
import ergodiag.findings.Subject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who wrote a message of the log of a node: a process, or the network about a connection.
 *
 * @param cluster knows the other ends of connections
 * @param node the node whose log it is
 */
record LogSource(Cluster cluster, Node node) {
    private static final Pattern SOURCE = Pattern.compile("(?:<[^>]*>)?\\s*(?:\\('([^']*)'\\))?\\s*(.*)");

    /** Who logged, without the process id, which a restart changes. */
    static String who(LogEntry entry) {
        if (entry.peer().isPresent()) {
            return "the connection with " + entry.peer().get();
        }
        Matcher source = SOURCE.matcher(entry.source());
        String name = source.matches() && source.group(1) != null ? source.group(1) : "";
        String behavior = source.matches() ? source.group(2) : entry.source();
        return name.isEmpty() ? behavior : name;
    }

    /** {@code ; a@h runs shop 2.4.1, b@h runs shop 2.3.9} where both ends of the connection that logged are of other releases. */
    String releases(LogEntry entry) {
        Optional<String> other = entry.peer().flatMap(cluster::node).flatMap(LogSource::version);
        return version(node)
                .filter(mine -> other.isPresent() && !other.get().equals(mine))
                .map(mine -> "; " + node.name() + " runs " + mine + ", "
                        + entry.peer().orElse("") + " runs " + other.orElse(""))
                .orElse("");
    }

    private static Optional<String> version(Node node) {
        return node.infos().last().map(info -> info.it().version());
    }

    Subject subject(LogEntry entry) {
        if (entry.peer().isPresent()) {
            return Subject.link(node.name(), entry.peer().get());
        }
        Matcher source = SOURCE.matcher(entry.source());
        String name = source.matches() && source.group(1) != null ? source.group(1) : "";
        String behavior = source.matches() ? source.group(2) : "";
        return Subject.process(Subject.Kind.LOG, node.name(), entry.pid(), name, behavior, "");
    }
}
