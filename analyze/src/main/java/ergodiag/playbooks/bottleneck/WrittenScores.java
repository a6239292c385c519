package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.findings.Numbers;
import java.util.Locale;
import java.util.Optional;

/**
 * The operators' manual's own scores of a process, told beside what the window shows.
 *
 * @param activity what the process did in the window
 * @param examination holds the limits
 */
record WrittenScores(Activity activity, Examination examination) {

    /** What the written liveness makes of it, where that is not what the window shows. */
    String otherwise(boolean alive) {
        Optional<Double> score = Scores.sinceStart(activity.process()).liveness();
        boolean saysAlive = score.filter(it -> it > examination.limit(BottleneckLimits.ALIVE))
                .isPresent();
        boolean saysBlocked = score.filter(it -> it < examination.limit(BottleneckLimits.DEAD))
                .isPresent();
        boolean differs = alive ? saysBlocked : saysAlive;
        return differs
                ? String.format(
                        Locale.ROOT,
                        "; the written formula calls it %s (liveness %s since its start), but %s in the window, which decides",
                        alive ? "blocked" : "alive",
                        Numbers.number(score.orElseThrow()),
                        alive ? Words.many(activity.taken(), "message") + " taken" : "no message was taken")
                : "";
    }

    /** The manual's own scores since the start, and over the window. */
    void addTo(FindingBuilder finding) {
        if (activity.process().rows().hasTwo()) {
            finding.trend("growth of the mailbox", activity.trend(), 1, "messages/s");
        }
        activity.process()
                .infos()
                .last()
                .filter(info -> info.it().unlimitedMailbox() && activity.growth() > 0)
                .ifPresent(info -> finding.evidence(
                        info.it().at().field("MailboxSize", info.it().mailboxSize())));
        scores("since its start", Scores.sinceStart(activity.process()), finding);
        Scores.overWindow(activity.process()).ifPresent(scores -> scores("over the window", scores, finding));
    }

    private static void scores(String when, Scores scores, FindingBuilder finding) {
        scores.liveness().ifPresent(it -> finding.number("liveness " + when, it, "1/s"));
        scores.drain().ifPresent(it -> finding.number("drain " + when, it, "messages/wakeup"));
        finding.number("utilisation " + when, 100 * scores.utilisation(), "%");
    }
}
