package ergodiag.playbooks.bottleneck;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Process;
import ergodiag.ergo.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom a process that waits for an answer has called. No reply says it; the stack, what began at the same moment, or the links of the caller
 * do where they leave one process only.
 *
 * @param process the callee
 * @param how what tells it
 */
public record Callee(Process process, How how) {
    /** Two things of one node that began so near to each other are one. */
    private static final Duration SAME_MOMENT = Duration.ofMillis(20);

    /** Readings of two nodes are told apart by our clock, which knows the middle of a call only. */
    private static final Duration SAME_MOMENT_ELSEWHERE = Duration.ofMillis(150);

    /** What tells whom it called. */
    public enum How {
        /** The arguments on the stack name one process only. */
        STACK,
        /** The one process whose oldest waiting message, callback or sleep is as old as the call. */
        MOMENT,
        /** The one process that the caller links or monitors, besides its parent. */
        LINK
    }

    /** Whom a process has called at that moment; empty when it cannot be told. */
    public static Optional<Callee> of(Cluster cluster, Process caller, Optional<CallTarget> target, Instant since) {
        Optional<List<Process>> named = target.flatMap(it -> it.among(cluster, caller));
        if (named.isPresent() && named.get().size() <= 1) {
            return named.get().stream().findFirst().map(only -> new Callee(only, How.STACK));
        }
        List<Process> asOld = named.map(List::stream)
                .orElseGet(() -> everybody(cluster, caller))
                .filter(process -> beganAt(process, since, process.node().equals(caller.node())))
                .limit(2)
                .toList();
        if (asOld.size() == 1) {
            return Optional.of(new Callee(asOld.get(0), How.MOMENT));
        }
        List<Process> linked = named.isEmpty() ? linked(cluster, caller) : List.of();
        return linked.size() == 1 ? Optional.of(new Callee(linked.get(0), How.LINK)) : Optional.empty();
    }

    private static Stream<Process> everybody(Cluster cluster, Process caller) {
        return cluster.nodes().stream()
                .flatMap(node -> node.current().stream())
                .filter(process ->
                        !(process.node().equals(caller.node()) && process.pid().equals(caller.pid())))
                .filter(process -> process.last().messagesIn().value() >= 1
                        && !process.last().isSupervisor());
    }

    /** Whether at any reading what it does, or the oldest message that waits for it, began at that moment. */
    private static boolean beganAt(Process process, Instant since, boolean sameNode) {
        Duration near = sameNode ? SAME_MOMENT : SAME_MOMENT_ELSEWHERE;
        return process.rows().readings().stream()
                .anyMatch(row -> began(row.it())
                        .map(age -> Duration.between(row.at().minus(age), since).abs())
                        .anyMatch(apart -> apart.compareTo(near) <= 0));
    }

    private static Stream<Duration> began(ProcessRow row) {
        Stream<Duration> oldest = row.mailbox() >= 1 ? row.latency().value().stream() : Stream.empty();
        Stream<Duration> state =
                row.state().equals(ProcessRow.WAIT_RESPONSE) ? Stream.empty() : row.stateTime().value().stream();
        return Stream.concat(oldest, state);
    }

    private static List<Process> linked(Cluster cluster, Process caller) {
        return caller.infos().last().stream()
                .flatMap(info -> Stream.concat(info.it().linkedPids().stream(), info.it().monitoredPids().stream()))
                .distinct()
                .filter(pid -> !pid.equals(caller.last().parent()))
                .flatMap(pid -> cluster.nodes().stream().flatMap(node -> node.process(pid).stream()))
                .toList();
    }
}
