package ergodiag.cluster.calls;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Mentions;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.ergo.DeliveryError;
import ergodiag.ergo.process.ProcessRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for whom a process has called. No reply says it: the stack, what it logs, what began at the same moment, or the links of the caller do
 * where they leave one process only.
 */
final class Callees {
    /** With fewer calls seen, what began with them may be chance. */
    private static final int CALLS = 3;

    private final Cluster cluster;
    private Optional<List<Process>> everybodyBusy = Optional.empty();

    Callees(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whom it called; empty when it cannot be told. */
    Optional<Callee> of(Caller caller) {
        Optional<List<Process>> named = named(caller);
        if (named.isPresent() && named.get().size() <= 1) {
            return only(named.get(), Callee.How.STACK);
        }
        return only(logged(caller), Callee.How.LOG)
                .or(() -> only(atTheMoment(caller, named), Callee.How.MOMENT))
                .or(() -> only(busy(named), Callee.How.STACK))
                .or(() -> named.isEmpty() ? only(linked(caller), Callee.How.LINK) : Optional.empty());
    }

    /**
     * Those that its stack can mean and that have something to do. Where its names are not those of the bundle these are all that do, for one
     * that gives up each time: what never got its request is idle, and a single call may wait for that.
     */
    List<Process> possible(Caller caller) {
        return named(caller).isEmpty()
                        && caller.stuckSince().isEmpty()
                        && caller.target().isPresent()
                ? everybodyBusy().stream()
                        .filter(process -> !caller.is(process) && mayBeOn(process.node(), caller))
                        .toList()
                : busy(named(caller));
    }

    /** All processes that have something to do at most readings. */
    List<Process> everybodyBusy() {
        if (everybodyBusy.isEmpty()) {
            everybodyBusy = Optional.of(cluster.nodes().stream()
                    .flatMap(node -> node.current().stream())
                    .filter(process ->
                            !Node.isOurs(process.last()) && !process.last().isSupervisor() && isBusy(process))
                    .toList());
        }
        return everybodyBusy.get();
    }

    private Optional<List<Process>> named(Caller caller) {
        return caller.target().flatMap(target -> target.among(cluster, caller.process()));
    }

    private static Optional<Callee> only(List<Process> processes, Callee.How how) {
        return processes.size() == 1 ? Optional.of(new Callee(processes.get(0), how)) : Optional.empty();
    }

    /** Who is asleep with nothing to do at most readings keeps no request for long. */
    private static List<Process> busy(Optional<List<Process>> named) {
        return named.stream().flatMap(List::stream).filter(Callees::isBusy).toList();
    }

    static boolean isBusy(Process process) {
        long busy = process.rows().readings().stream()
                .filter(row -> row.it().mailbox() >= 1
                        || row.it().state().equals(ProcessRow.RUNNING)
                        || row.it().state().equals(ProcessRow.WAIT_RESPONSE))
                .count();
        return 2 * busy > process.rows().size();
    }

    /** Whom its messages about what it could not deliver name. */
    private List<Process> logged(Caller caller) {
        return caller.node().logs().stream()
                .filter(entry -> entry.pid().equals(caller.process().pid())
                        && DeliveryError.in(entry.message()).isPresent())
                .flatMap(entry -> Mentions.processes(cluster, entry).stream())
                .filter(process -> !caller.is(process))
                .collect(Collectors.toMap(it -> it.node() + it.pid(), it -> it, (one, same) -> one))
                .values()
                .stream()
                .limit(2)
                .toList();
    }

    private List<Process> atTheMoment(Caller caller, Optional<List<Process>> named) {
        List<Instant> starts = caller.starts();
        if (caller.stuckSince().isEmpty() && starts.size() < CALLS) {
            return List.of();
        }
        return named.map(List::stream)
                .orElseGet(() -> everybody(caller))
                .filter(process -> beganWith(process, caller))
                .limit(2)
                .toList();
    }

    private static boolean beganWith(Process process, Caller caller) {
        boolean sameNode = process.node().equals(caller.process().node());
        return caller.stuckSince()
                .map(since -> Moments.beganAt(process, since, sameNode))
                .orElseGet(() -> Moments.meet(process, caller.starts(), sameNode));
    }

    private Stream<Process> everybody(Caller caller) {
        return cluster.nodes().stream()
                .flatMap(node -> node.current().stream())
                .filter(process -> !caller.is(process) && mayBeOn(process.node(), caller))
                .filter(process -> process.last().messagesIn().value() >= 1
                        && !process.last().isSupervisor());
    }

    /** Under pseudonyms, too, the stack tells a call within the caller's own node. */
    private static boolean mayBeOn(String node, Caller caller) {
        return node.equals(caller.process().node())
                || caller.target().filter(CallTarget::ownNode).isEmpty();
    }

    private List<Process> linked(Caller caller) {
        return caller.process().infos().last().stream()
                .flatMap(info -> Stream.concat(info.it().linkedPids().stream(), info.it().monitoredPids().stream()))
                .distinct()
                .filter(pid -> !pid.equals(caller.process().last().parent()))
                .flatMap(pid -> cluster.nodes().stream().flatMap(node -> node.process(pid).stream()))
                .toList();
    }
}
