package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Trend;
import ergodiag.cluster.calls.Waits;
import ergodiag.cluster.stacks.StackSamples;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges the processes of one node by the messages they took: blocked, stuck in a call, overloaded, behind, or only a burst. */
final class QueueLook {
    private static final int MANY_LOOKS = 10;
    private static final long BURST = 100;
    private static final long WAITING_AFTER_BURST = 10;

    private final Waits waits;
    private final Node node;
    private final StackSamples looks;
    private final Examination examination;

    QueueLook(Waits waits, Node node, Examination examination) {
        this.waits = waits;
        this.node = node;
        this.looks = StackSamples.of(node);
        this.examination = examination;
    }

    /** Gives every process at most one finding; those in {@code told} were told with their pool. */
    void judge(Set<String> told) {
        for (Process process : node.current()) {
            if (isCandidate(process) && (told.isEmpty() || !told.contains(process.pid()))) {
                judge(process, new Activity(process));
            }
        }
    }

    private void judge(Process process, Activity activity) {
        Optional<Instant> call = activity.waitsForAnswerSince(examination.limit(BottleneckLimits.STUCK_CALL));
        Stalls stalls = Stalls.of(activity, examination);
        if (call.isPresent()) {
            callback(activity).stuckCall(call.get());
        } else if (activity.isLogger()) {
            logger(activity);
        } else if (stalls.comeAndGo()) {
            stood(activity, stalls);
        } else if (takesNothing(activity)) {
            queue(activity).blocked();
        } else if (growsBehind(activity)) {
            queue(activity).overloaded();
        } else if (stalls.isAny()) {
            stood(activity, stalls);
        } else if (isWorkingOff(activity)) {
            queue(activity).workingOff();
        } else if (isAlwaysBehind(activity)) {
            queue(activity).behind();
        } else if (isOftenFull(process)) {
            queue(activity).full();
        } else if (isWaitingOnce(activity)) {
            queue(activity).undecided();
        } else if (isInOneCallback(process)) {
            callback(activity).inOneCallback();
        } else if (isMostlyWaiting(activity) || isMostlySeenWaiting(process)) {
            callback(activity).mostlyWaiting();
        } else if (wasBurst(process)) {
            new QueueFindings(Candidate.anywhere(node, activity), examination).burst();
        }
    }

    private void logger(Activity activity) {
        if (isWorkingOff(activity)) {
            queue(activity).workingOff();
            return;
        }
        LoggerFindings logger = new LoggerFindings(Candidate.of(node, looks, waits, activity), examination);
        boolean late = logger.oldestWaits().toMillis() >= 1000 * examination.limit(BottleneckLimits.WAIT);
        if (isRising(activity, late) || (activity.waiting() >= 1 && isAlwaysBehind(activity))) {
            logger.behind();
        }
    }

    private QueueFindings queue(Activity activity) {
        return new QueueFindings(Candidate.of(node, looks, waits, activity), examination);
    }

    private void stood(Activity activity, Stalls stalls) {
        new StallFindings(Candidate.of(node, looks, waits, activity), stalls, examination).stalls();
    }

    private CallbackFindings callback(Activity activity) {
        return new CallbackFindings(Candidate.of(node, looks, waits, activity), examination);
    }

    /** A young process proves nothing unless it waits for an answer, a zombee is playbook 7's, a supervisor waits for its children. */
    private boolean isCandidate(Process process) {
        ProcessRow row = process.last();
        boolean waits = row.state().equals(ProcessRow.WAIT_RESPONSE);
        boolean grown = row.uptime().toSeconds() >= examination.limit(BottleneckLimits.UPTIME)
                && (row.messagesIn().value() >= 1 || row.mailbox() >= 1);
        return (waits || grown) && !row.state().equals(ProcessRow.ZOMBEE) && !row.isSupervisor();
    }

    /** Whether it took no message for a while although some waited, and for longer than its own pace explains. */
    private boolean takesNothing(Activity activity) {
        return activity.waiting() >= 1
                && activity.stillSeconds() >= examination.limit(BottleneckLimits.STILL)
                && activity.stillSeconds()
                        > BottleneckLimits.SLOWER
                                * Math.max(activity.secondsPerMessageBefore(), activity.usualSeconds());
    }

    private boolean growsBehind(Activity activity) {
        boolean full = activity.process().isFull();
        boolean grown = activity.growth() >= examination.limit(BottleneckLimits.BACKLOG);
        if (!full && !grown || activity.process().readings() < 2 || activity.taken() <= 0) {
            return false;
        }
        boolean late = activity.oldestWaits().toMillis() / 1000.0 >= examination.limit(BottleneckLimits.WAIT);
        return late && full || isRising(activity, late);
    }

    /** Ever more messages wait, and for long, or very many. */
    private boolean isRising(Activity activity, boolean late) {
        if (activity.growth() < examination.limit(BottleneckLimits.BACKLOG)) {
            return false;
        }
        boolean much = activity.growth() >= examination.limit(BottleneckLimits.MUCH)
                && activity.trend().isSure();
        return (late || much)
                && Trend.isRising(
                        activity.process().rows().points(ProcessRow::mailbox),
                        examination.limit(BottleneckLimits.CHANCE));
    }

    /** A backlog that falls, as more is taken than arrives. */
    private boolean isWorkingOff(Activity activity) {
        return activity.waiting() >= 1
                && -activity.growth()
                        >= Math.max(examination.limit(BottleneckLimits.BACKLOG), 0.05 * activity.waiting())
                && activity.trend().upper() < 0;
    }

    private boolean isAlwaysBehind(Activity activity) {
        if (activity.waiting() < 1) {
            return false;
        }
        List<Timed<ProcessRow>> rows = activity.process().rows().readings();
        double perSecond = activity.takenPerSecond();
        return rows.size() >= 3
                && rows.stream()
                        .allMatch(row -> row.it().mailbox() >= 1
                                && row.it()
                                                .latency()
                                                .map(age -> age.toMillis() / 1000.0)
                                                .orElse(perSecond > 0 ? row.it().mailbox() / perSecond : 0)
                                        >= examination.limit(BottleneckLimits.WAIT));
    }

    /** At the newest reading and at another before; the worker of a pool is passed over when it is full, nothing is lost by that. */
    private boolean isOftenFull(Process process) {
        if (!process.isFull()) {
            return false;
        }
        boolean works = node.process(process.last().parent())
                .filter(parent -> parent.last().isPool()
                        || parent.inspections()
                                .last()
                                .filter(said -> said.it().isPool())
                                .isPresent())
                .isPresent();
        return !works
                && process.rows().readings().stream()
                                .filter(row ->
                                        row.it().mailbox() >= process.last().mailbox())
                                .count()
                        >= 2;
    }

    private boolean isWaitingOnce(Activity activity) {
        if (activity.waiting() < 1) {
            return false;
        }
        Optional<Duration> age = activity.process().last().latency().value();
        return activity.seconds() < examination.limit(BottleneckLimits.STILL)
                && age.isPresent()
                && age.get().toMillis() >= 1000 * examination.limit(BottleneckLimits.CALLBACK);
    }

    private boolean isInOneCallback(Process process) {
        ProcessRow row = process.last();
        return row.state().equals(ProcessRow.RUNNING)
                && row.mailbox() == 0
                && row.stateTime().orElse(Duration.ZERO).toMillis()
                        > 1000 * examination.limit(BottleneckLimits.CALLBACK);
    }

    private static boolean isMostlyWaiting(Activity activity) {
        int readings = activity.process().readings();
        return readings >= 4 && 2 * activity.readingsInCall() > readings;
    }

    /** Asleep or at work whenever it is asked, it may still spend most of its time in a call. */
    private boolean isMostlySeenWaiting(Process process) {
        return looks.stay(process)
                .filter(stay -> stay.isCall() && stay.looks() >= MANY_LOOKS && 2 * stay.seen() > stay.looks())
                .isPresent();
    }

    private static boolean wasBurst(Process process) {
        return process.readings() >= 3
                && process.last().mailbox() < WAITING_AFTER_BURST
                && process.mostWaiting() >= BURST;
    }
}
