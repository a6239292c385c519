package ergodiag.cluster;

import ergodiag.ergo.pprof.GoroutineGroup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * With which build tags a node was made. No reply says so; it shows in what they bring (ERGO.md 5): without {@code latency} every
 * MailboxLatency is -1, without {@code pprof} no goroutine of an actor carries a label.
 *
 * @param latency whether mailbox latency is measured; empty where no process was listed
 * @param pprof whether goroutines are labelled; empty where no dump shows an actor
 */
public record BuildTags(Optional<Boolean> latency, Optional<Boolean> pprof) {
    private static final String ACTOR = "ProcessRun";

    public static BuildTags of(Node node) {
        Optional<Boolean> latency = node.current().isEmpty()
                ? Optional.empty()
                : Optional.of(node.current().stream()
                        .anyMatch(process -> process.last().latency().isKnown()));
        List<GoroutineGroup> actors = node.dumpsAndLooks().stream()
                .filter(dump -> dump.it().debug() == 1)
                .flatMap(dump -> dump.it().groups().stream())
                .filter(group -> group.mentions(ACTOR))
                .toList();
        Optional<Boolean> pprof = actors.isEmpty()
                ? Optional.empty()
                : Optional.of(actors.stream().anyMatch(group -> !group.labels().isEmpty()));
        return new BuildTags(latency, pprof);
    }

    public boolean lacksLatency() {
        return latency.equals(Optional.of(false));
    }

    public boolean lacksPprof() {
        return pprof.equals(Optional.of(false));
    }

    /** The tags that are surely missing, as {@code go build} takes them: {@code latency,pprof}; "" when none is. */
    public String missing() {
        return (lacksLatency() ? "latency" : "")
                + (lacksLatency() && lacksPprof() ? "," : "")
                + (lacksPprof() ? "pprof" : "");
    }

    /** {@code  a@host is built without -tags=latency: ...}, to end what a verdict says it looked at; "" when every node has it. */
    public static String withoutLatency(Cluster cluster) {
        String nodes = cluster.nodes().stream()
                .filter(node -> of(node).lacksLatency())
                .map(Node::name)
                .collect(Collectors.joining(", "));
        return nodes.isEmpty()
                ? ""
                : " Built without -tags=latency, so that the age of waiting messages cannot be told: " + nodes + ".";
    }

    /** The same of labels of goroutines. */
    public static String withoutPprof(Cluster cluster) {
        String nodes = cluster.nodes().stream()
                .filter(node -> of(node).lacksPprof())
                .map(Node::name)
                .collect(Collectors.joining(", "));
        return nodes.isEmpty() ? "" : " Built without -tags=pprof, so that stacks carry no process id: " + nodes + ".";
    }
}
