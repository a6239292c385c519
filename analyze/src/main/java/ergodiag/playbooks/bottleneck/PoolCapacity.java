package ergodiag.playbooks.bottleneck;

import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.ergo.Inspection;
import ergodiag.findings.Numbers;

/**
 * What a pool can hold before it drops: so many workers, each with a mailbox of so many messages (ERGO.md 5).
 *
 * @param workers size of the pool
 * @param mailbox messages that fit into the mailbox of a worker; 0 without a limit
 * @param waiting messages that wait at its workers now
 */
record PoolCapacity(long workers, long mailbox, long waiting) {

    static PoolCapacity of(Node node, Process pool, Inspection said) {
        return new PoolCapacity(
                (long) said.number("pool_size").orElse(0),
                (long) Math.max(0, said.number("worker_mailbox_size").orElse(0)),
                node.current().stream()
                        .map(Process::last)
                        .filter(row -> row.parent().equals(pool.pid()))
                        .mapToLong(row -> row.mailbox())
                        .sum());
    }

    boolean isLimited() {
        return mailbox > 0;
    }

    long messages() {
        return workers * mailbox;
    }

    double percent() {
        return messages() > 0 ? 100.0 * waiting / messages() : 0;
    }

    /** {@code ; 5 workers x 100 messages hold 500, and 480 wait (96 %)}, the end of a sentence. */
    String inWords() {
        return isLimited()
                ? "; " + Numbers.count(workers) + " workers x " + Numbers.count(mailbox) + " messages hold "
                        + Numbers.count(messages()) + ", and " + Numbers.count(waiting) + " wait ("
                        + Numbers.number(Math.rint(percent())) + " %)"
                : "";
    }
}
