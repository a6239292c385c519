package ergodiag.cluster;

import ergodiag.ergo.Inspection;
import ergodiag.ergo.ProcessInfo;
import ergodiag.ergo.ProcessRow;

/**
 * One process of a node as the bundle saw it over time.
 *
 * @param node name of its node
 * @param rows its rows in the complete or partial lists, in order of time
 * @param infos what {@code process_info} said
 * @param inspections what {@code process_inspect} said
 */
public record Process(String node, Series<ProcessRow> rows, Series<ProcessInfo> infos, Series<Inspection> inspections) {

    /** Its newest row. */
    public ProcessRow last() {
        return rows.readings().get(rows.size() - 1).it();
    }

    /** Its oldest row. */
    public ProcessRow first() {
        return rows.readings().get(0).it();
    }

    public String pid() {
        return last().pid();
    }

    /** Messages it took out of its mailbox between the first and the last reading. */
    public double taken() {
        return last().taken() - first().taken();
    }

    /** Messages that arrived between the first and the last reading. */
    public double arrived() {
        return last().messagesIn().since(first().messagesIn());
    }

    /** Whether its mailbox has a limit and holds as many messages as that. */
    public boolean isFull() {
        return infos.last()
                .map(Timed::it)
                .filter(info -> !info.unlimitedMailbox() && last().mailbox() >= info.mailboxSize())
                .isPresent();
    }
}
