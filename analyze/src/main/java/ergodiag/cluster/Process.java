package ergodiag.cluster;

import ergodiag.ergo.Inspection;
import ergodiag.ergo.ProcessInfo;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One process of a node as the bundle saw it over time: a place among the {@link Processes} of its node. Two are equal when they are the same process. */
public final class Process {
    private final Processes all;
    private final int number;
    private @Nullable Series<ProcessRow> rows;

    /** @param number its number in {@link ergodiag.ergo.process.ProcessIds} */
    Process(Processes all, int number) {
        this.all = all;
        this.number = number;
    }

    /** Name of its node. */
    public String node() {
        return all.node();
    }

    /** Its rows in the complete or partial lists, in order of time. */
    public Series<ProcessRow> rows() {
        if (rows == null) {
            rows = all.rows(number);
        }
        return rows;
    }

    /** What {@code process_info} said. */
    public Series<ProcessInfo> infos() {
        return all.infos(number);
    }

    /** What {@code process_inspect} said. */
    public Series<Inspection> inspections() {
        return all.inspections(number);
    }

    /** Its newest row. */
    public ProcessRow last() {
        return newest().it();
    }

    /** Its oldest row. */
    public ProcessRow first() {
        return oldest().it();
    }

    /** Its newest reading. */
    public Timed<ProcessRow> newest() {
        return all.last(number);
    }

    /** Its oldest reading. */
    public Timed<ProcessRow> oldest() {
        return all.first(number);
    }

    /** How many readings show it. */
    public int readings() {
        return all.readings(number);
    }

    /** The most messages that any reading shows in its mailbox. */
    public long mostWaiting() {
        return all.mostWaiting(number);
    }

    /** How many readings show it in that state. */
    public int readings(String state) {
        return all.readings(number, state);
    }

    /** Time from its oldest reading to its newest. */
    public Duration span() {
        return Duration.between(oldest().at(), newest().at());
    }

    public String pid() {
        return all.pid(number);
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
        return infos().last()
                .map(Timed::it)
                .filter(info -> !info.unlimitedMailbox() && last().mailbox() >= info.mailboxSize())
                .isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Process process && process.all == all && process.number == number;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(all) + number;
    }

    @Override
    public String toString() {
        return pid() + " of " + node();
    }
}
