package ergodiag.cluster;

import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a process did between its first reading and its last, judged by the messages it took: {@code RunningTime} is added only when it
 * goes back to sleep, so one that never sleeps shows none (ERGO.md 5).
 *
 * @param process the process
 */
public record Activity(Process process) {
    /** A pace over fewer messages says little, and one woken for every fifth message only is busy all the time. */
    private static final int ENOUGH = 5;

    /** By so many, or such a share, a count that is read while messages come may be off. */
    private static final long UNCOUNTED = 10;

    private static final double UNCOUNTED_SHARE = 0.05;

    /**
     * Whether entries of the log wait for it, which no counter holds (ERGO.md 5): by its queues where it was asked, else because more wait, or came
     * to wait, than ever arrived. What it takes of them cannot be told from its own counters.
     */
    public boolean isLogger() {
        boolean told = process.infos()
                .last()
                .flatMap(info -> info.it().logQueue().value())
                .filter(log -> log > UNCOUNTED && 2 * log >= waiting())
                .isPresent();
        return told
                || isSurelyMore(waiting(), process.last().messagesIn().value())
                || isSurelyMore(growth(), arrived());
    }

    private static boolean isSurelyMore(double came, double counted) {
        return came > (1 + UNCOUNTED_SHARE) * counted + UNCOUNTED;
    }

    /** Time between its first reading and its last. */
    public double seconds() {
        return process.span().toNanos() / 1e9;
    }

    public double arrived() {
        return process.arrived();
    }

    public double taken() {
        return process.taken();
    }

    /** Messages that arrived per second. */
    public double arrivedPerSecond() {
        return seconds() > 0 ? arrived() / seconds() : 0;
    }

    /** Messages it took per second. */
    public double takenPerSecond() {
        return seconds() > 0 ? taken() / seconds() : 0;
    }

    /** Messages waiting now. */
    public long waiting() {
        return process.last().mailbox();
    }

    /** By how many messages its mailbox grew. */
    public long growth() {
        return process.last().mailbox() - process.first().mailbox();
    }

    /** The oldest reading since which it took nothing while messages waited at every reading. */
    public Timed<ProcessRow> stillSince() {
        List<Timed<ProcessRow>> rows = process.rows().readings();
        double taken = process.last().taken();
        int since = rows.size() - 1;
        while (since > 0
                && rows.get(since - 1).it().mailbox() > 0
                && rows.get(since - 1).it().taken() >= taken) {
            since--;
        }
        return rows.get(since);
    }

    /** For how long it was seen to take nothing while messages waited. */
    public double stillSeconds() {
        return newest().secondsSince(stillSince());
    }

    /** Seconds it needed per message before it stopped; 0 when it took none. */
    public double secondsPerMessageBefore() {
        double took = stillSince().it().taken() - oldest().it().taken();
        return took > 0 ? stillSince().secondsSince(oldest()) / took : 0;
    }

    /** How long the oldest waiting message waits, in whole milliseconds; an estimate from the rate of taking where the node does not measure it. */
    public Duration oldestWaits() {
        double estimate = takenPerSecond() > 0 ? Math.min(1e9, waiting() / takenPerSecond()) : 0;
        return process.last()
                .latency()
                .map(age -> age.truncatedTo(ChronoUnit.MILLIS))
                .orElse(Duration.ofMillis((long) (1000 * estimate)));
    }

    /** At how many readings it waited for the answer to a call. */
    public long readingsInCall() {
        return process.readings(ProcessRow.WAIT_RESPONSE);
    }

    /** When its mailbox began to grow, if it grew all the time as it does now. */
    public Instant beganToGrow() {
        double perSecond = growth() / Math.max(seconds(), 1e-9);
        return perSecond <= 0 ? newest().at() : newest().at().minusMillis((long) (1000 * waiting() / perSecond));
    }

    /** How its mailbox grows, in messages per second. */
    public Trend trend() {
        return Trend.of(process.rows().points(ProcessRow::mailbox));
    }

    /**
     * How long its callbacks usually take, in seconds: running time by messages, which is added when it goes to sleep; of one that hardly
     * ever slept its whole age before it stopped by messages. 0 where it took too few to tell.
     */
    public double usualSeconds() {
        ProcessRow row = process.last();
        double took = row.taken() - 1;
        double ran = took >= 1 ? row.runningTime().toNanos() / 1e9 / took : 0;
        boolean neverSlept = took >= ENOUGH && row.wakeups().value() * ENOUGH < took;
        return neverSlept ? Math.max(ran, (row.uptime().toSeconds() - stillSeconds()) / took) : ran;
    }

    /**
     * Since when it waits for the answer to a call, when that is longer than a limit: by the time in its state where the node tells it,
     * else by readings between which it neither ran nor sent.
     */
    public Optional<Instant> waitsForAnswerSince(double limitSeconds) {
        Timed<ProcessRow> newest = newest();
        if (!newest.it().state().equals(ProcessRow.WAIT_RESPONSE)) {
            return Optional.empty();
        }
        Instant since = newest.it()
                .stateTime()
                .value()
                .map(time -> newest.at().minus(time))
                .orElseGet(() -> sameWaitSince().at());
        return Duration.between(since, newest.at()).toMillis() > limitSeconds * 1000
                ? Optional.of(since)
                : Optional.empty();
    }

    private Timed<ProcessRow> sameWaitSince() {
        List<Timed<ProcessRow>> rows = process.rows().readings();
        ProcessRow last = process.last();
        int since = rows.size() - 1;
        while (since > 0 && sameWait(rows.get(since - 1).it(), last)) {
            since--;
        }
        return rows.get(since);
    }

    private static boolean sameWait(ProcessRow one, ProcessRow other) {
        return one.state().equals(ProcessRow.WAIT_RESPONSE)
                && one.runningTime().equals(other.runningTime())
                && one.messagesOut().equals(other.messagesOut());
    }

    /** Its oldest reading. */
    public Timed<ProcessRow> oldest() {
        return process.oldest();
    }

    /** Its newest reading. */
    public Timed<ProcessRow> newest() {
        return process.newest();
    }
}
