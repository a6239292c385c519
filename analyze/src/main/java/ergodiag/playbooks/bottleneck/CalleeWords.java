package ergodiag.playbooks.bottleneck;

import ergodiag.cluster.Activity;
import ergodiag.cluster.Process;
import ergodiag.cluster.calls.Callee;
import ergodiag.cluster.calls.Wait;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import java.util.List;
import java.util.stream.Collectors;

/** Says for whose answers a process waits, as the end of a sentence. */
final class CalleeWords {
    private static final int NAMED = 3;

    private CalleeWords() {}

    /** Of one that is in one call after the other. */
    static String mostly(Wait wait) {
        return wait.callee()
                .map(callee -> "; most of the time it waits for the answers of " + name(callee.process()) + how(callee))
                .orElse(
                        "; most of the time it waits for the answers of another process, and the bundle cannot tell whose");
    }

    /** Of one that waits for a single answer, and what the other does. */
    static String once(Callee callee) {
        return "; " + sure(callee) + "it waits for " + name(callee.process()) + ", " + does(callee.process());
    }

    /** {@code ; margin_service on node2 and 4 more wait for its answers}; "" where nobody does. */
    static String behind(List<Process> processes) {
        return processes.isEmpty()
                ? ""
                : "; " + names(processes) + (processes.size() == 1 ? " waits" : " wait") + " for its answers";
    }

    /** The first of them, and how many more there are. */
    static String names(List<Process> processes) {
        int more = processes.size() - NAMED;
        return processes.stream().limit(NAMED).map(CalleeWords::name).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + Numbers.count(more) + " more" : "");
    }

    static String name(Process process) {
        return process.last().label() + " on " + process.node();
    }

    private static String how(Callee callee) {
        String sure = sure(callee).strip();
        return sure.isEmpty() ? "" : " (" + sure + ")";
    }

    private static String sure(Callee callee) {
        return switch (callee.how()) {
            case STACK -> "by its stack ";
            case LOG -> "by what it logs ";
            case MOMENT -> "by what began with it ";
            case REST -> "by its stack probably ";
            case LINK -> "by its links perhaps ";
        };
    }

    private static String does(Process process) {
        ProcessRow row = process.last();
        return row.mailbox() >= 1 && new Activity(process).taken() <= 0
                ? "which takes nothing while " + Numbers.count(row.mailbox()) + " wait"
                : row.state().equals(ProcessRow.WAIT_RESPONSE)
                        ? "which waits for an answer itself"
                        : row.state().equals("sleep")
                                ? "which is idle: it did not answer, or never got the request"
                                : "which is " + row.state();
    }
}
