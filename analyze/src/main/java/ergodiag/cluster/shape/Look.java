package ergodiag.cluster.shape;

import ergodiag.cluster.Series;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one reading shows of the work of a process, as numbers.
 *
 * @param seconds since the first reading
 * @param arrived messages that came so far
 * @param taken messages taken so far
 * @param waiting messages that wait
 * @param oldest seconds for which the oldest of them waits, or for which the process runs without a pause where that is shorter; 0 where
 *     neither is told
 * @param ran seconds in callbacks so far: added only when the process goes back to sleep (ERGO.md 5)
 */
public record Look(double seconds, double arrived, double taken, double waiting, double oldest, double ran) {

    /** The readings of a process. */
    public static List<Look> of(Series<ProcessRow> rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> of(
                        rows.readings().get(i).it(),
                        rows.readings().get(i).secondsSince(rows.readings().get(0))))
                .toList();
    }

    private static Look of(ProcessRow row, double seconds) {
        double age = row.latency().map(Look::seconds).orElse(0.0);
        double stays = row.state().equals(ProcessRow.RUNNING) || row.state().equals(ProcessRow.WAIT_RESPONSE)
                ? row.stateTime().map(Look::seconds).orElse(0.0)
                : 0;
        double oldest = age > 0 && stays > 0 ? Math.min(age, stays) : Math.max(age, stays);
        return new Look(
                seconds, row.messagesIn().value(), row.taken(), row.mailbox(), oldest, seconds(row.runningTime()));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    double since(Look before) {
        return seconds - before.seconds;
    }

    double takenSince(Look before) {
        return taken - before.taken;
    }
}
