package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.ergo.pprof.GoroutineGroup;
import java.util.Optional;

/**
 * The single stack of a process that waits for the answer to a call: it tells why the goroutine is parked and for how long, in whole minutes.
 *
 * @param group the goroutine, of a {@code debug=2} dump
 */
record CallStack(GoroutineGroup group) {
    private static final String WAITS = "waitResponse";

    /** The newest that shows it; empty when no single stack does. */
    static Optional<CallStack> of(Node node, Process process) {
        return node.stacks().readings().stream()
                .filter(dump -> dump.it().debug() == 2)
                .flatMap(dump -> dump.it().groups().stream())
                .filter(group -> group.mentions(WAITS)
                        && StackSample.process(node, group)
                                .filter(found -> found.pid().equals(process.pid()))
                                .isPresent())
                .reduce((earlier, later) -> later)
                .map(CallStack::new);
    }

    /** {@code ; its stack stands in waitResponse (select, for 2 minutes)}. */
    String inWords() {
        return "; its stack stands in " + WAITS + " (" + group.reason()
                + (group.minutes().isPresent()
                        ? ", for " + Words.many(group.minutes().getAsLong(), "minute")
                        : ", for less than a minute")
                + ")";
    }

    Evidence evidence() {
        return group.at().line() > 0 ? group.at().value("") : group.at().field("State", group.reason());
    }
}
