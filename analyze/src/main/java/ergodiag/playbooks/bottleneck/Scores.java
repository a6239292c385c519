package ergodiag.playbooks.bottleneck;

import ergodiag.cluster.Process;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.Optional;

/**
 * The scores of the operators' manual for one process (ERGO.md 5), either since its start, as written, or over the window. They mislead
 * about a process that never sleeps, whose running time is not added meanwhile: the messages it took decide, these are shown beside.
 *
 * @param liveness running time by time and age of the oldest waiting message, per second; empty where that age is not measured or zero
 * @param drain messages by times it was woken; empty when it was not woken
 * @param utilisation share of the time it ran in callbacks, between 0 and 1
 */
public record Scores(Optional<Double> liveness, Optional<Double> drain, double utilisation) {

    /** As written: since the start of the process. */
    public static Scores sinceStart(Process process) {
        ProcessRow row = process.last();
        return of(
                row,
                row.runningTime().toNanos(),
                row.uptime().toSeconds(),
                row.messagesIn().value(),
                row.wakeups().value());
    }

    /** The same between its first reading and its last; empty where there is only one. */
    public static Optional<Scores> overWindow(Process process) {
        double seconds = process.rows().span().toNanos() / 1e9;
        ProcessRow first = process.first();
        ProcessRow last = process.last();
        return seconds <= 0
                ? Optional.empty()
                : Optional.of(of(
                        last,
                        last.runningTime().minus(first.runningTime()).toNanos(),
                        seconds,
                        process.arrived(),
                        last.wakeups().since(first.wakeups())));
    }

    private static Scores of(ProcessRow row, double ran, double seconds, double messages, double wakeups) {
        double waits = row.latency().orElse(Duration.ZERO).toNanos();
        return new Scores(
                waits > 0 && seconds > 0 ? Optional.of(Math.max(0, ran) / (seconds * waits)) : Optional.empty(),
                wakeups > 0 ? Optional.of(messages / wakeups) : Optional.empty(),
                seconds > 0 ? Math.max(0, ran) / 1e9 / seconds : 0);
    }
}
