package ergodiag.analyze.playbooks;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Severity;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.ergo.ProcessRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;

/** Writes down how a process deals with its mailbox: it takes nothing, too little, always late, or had only a burst. */
final class QueueFindings {
    private final Suspect suspect;
    private final Activity activity;
    private final Process process;
    private final Examination examination;

    QueueFindings(Suspect suspect, Examination examination) {
        this.suspect = suspect;
        this.activity = suspect.activity();
        this.process = activity.process();
        this.examination = examination;
    }

    void blocked() {
        double still = stillFor();
        FindingBuilder finding = suspect.finding("ED0201", Severity.CRITICAL, examination)
                .sentence(
                        "%s on %s has taken no message for %s while %s wait%s%s.",
                        suspect.label(),
                        process.node(),
                        Words.seconds(still),
                        Words.count(activity.waiting()),
                        arrivals(),
                        suspect.standing())
                .since(activity.newest().at().minusMillis((long) (1000 * still)))
                .number("has taken nothing for", still, "s")
                .number("messages waiting", activity.waiting(), "messages")
                .number("messages arriving", activity.arrivedPerSecond(), "messages/s")
                .advice("Find out what " + suspect.place()
                        + " waits for, and give that wait an end: a time-out, or a message instead of a"
                        + " wait inside the callback. Until then only a restart of the process frees it, and the waiting messages are lost"
                        + " with it.")
                .wouldChange("One message taken in the last readings would make it slow instead of blocked.");
        suspect.cite(activity.stillSince(), finding);
        addLiveness(finding);
        finding.add();
    }

    /** For how long: by our own readings, or longer when the oldest waiting message is older and it took nothing in the whole window. */
    private double stillFor() {
        double seen = activity.stillSeconds();
        boolean always = activity.stillSince().equals(activity.oldest());
        double oldest = process.last().latency().orElse(Duration.ZERO).toMillis() / 1000.0;
        return always ? Math.max(seen, oldest) : seen;
    }

    void overloaded() {
        double perMessage = 1 / activity.takenPerSecond();
        boolean computes = suspect.computes();
        FindingBuilder finding = suspect.finding("ED0202", Severity.WARNING, examination)
                .sentence(
                        "%s on %s cannot keep up: %s messages arrive each second, it takes %s (%s each), and %s wait, the oldest for %s%s%s.",
                        suspect.label(),
                        process.node(),
                        Words.number(activity.arrivedPerSecond()),
                        Words.number(activity.takenPerSecond()),
                        Words.seconds(perMessage),
                        Words.count(activity.waiting()),
                        Words.seconds(activity.waitSeconds())
                                + (process.last().latency().isKnown() ? "" : " (estimated)"),
                        process.isFull() ? "; its mailbox is full" : "",
                        suspect.standing())
                .since(activity.beganToGrow())
                .number("messages arriving", activity.arrivedPerSecond(), "messages/s")
                .number("messages taken", activity.takenPerSecond(), "messages/s")
                .number("taken of those that arrive", 100 * activity.taken() / Math.max(1, activity.arrived()), "%")
                .number("messages waiting", activity.waiting(), "messages")
                .number("oldest message waits", activity.waitSeconds(), "s")
                .number("time per message", perMessage, "s")
                .advice((computes
                                ? "It computes in " + suspect.place()
                                        + ": make that cheaper, or spread the work over a pool."
                                : "Find out what a callback of " + Words.seconds(perMessage)
                                        + " is spent on (a wait, a call, or work), and spread the work over a pool when it is needed.")
                        + growthAdvice())
                .wouldChange("As many messages taken as arrived over the window would make it a burst.");
        suspect.cite(activity.oldest(), finding);
        addLiveness(finding);
        finding.add();
    }

    private String growthAdvice() {
        boolean unlimited =
                process.infos().last().stream().anyMatch(info -> info.it().unlimitedMailbox());
        return unlimited && activity.growth() > 0
                ? String.format(
                        Locale.ROOT,
                        " Its mailbox has no limit and grows by %s messages a second: memory goes with it.",
                        Words.number(activity.growth() / Math.max(1, activity.seconds())))
                : "";
    }

    void behind() {
        FindingBuilder finding = suspect.finding("ED0205", Severity.WARNING, examination)
                .sentence(
                        "%s on %s is behind all the time: at each of %d readings messages waited for more than %s, now %s of them; it takes %s"
                                + " a second as they come%s.",
                        suspect.label(),
                        process.node(),
                        process.rows().size(),
                        Words.seconds(examination.limit(QueueLook.WAIT)),
                        Words.count(activity.waiting()),
                        Words.number(activity.takenPerSecond()),
                        suspect.standing())
                .number("messages waiting", activity.waiting(), "messages")
                .number("messages taken", activity.takenPerSecond(), "messages/s")
                .advice("Its callbacks are slow: see what " + suspect.place()
                        + " does, or spread the work over a pool.")
                .wouldChange("One reading with an empty mailbox would show that it catches up between bursts.");
        suspect.cite(activity.oldest(), finding);
        addLiveness(finding);
        finding.add();
    }

    void undecided() {
        FindingBuilder finding = suspect.finding("ED0204", Severity.WARNING, examination)
                .sentence(
                        "%s on %s lets messages wait, %s of them, the oldest for %s; too few readings tell whether it is blocked or overloaded%s.",
                        suspect.label(),
                        process.node(),
                        Words.count(activity.waiting()),
                        Words.seconds(activity.waitSeconds()),
                        suspect.standing())
                .number("messages waiting", activity.waiting(), "messages")
                .number("oldest message waits", activity.waitSeconds(), "s")
                .advice("Capture again with a window: whether it takes any message between two readings decides.")
                .wouldChange("A second reading some seconds later.")
                .nextCapture("ergodiag capture --profile standard --window 60");
        suspect.cite(activity.newest(), finding);
        addLiveness(finding);
        finding.add();
    }

    void burst() {
        Timed<ProcessRow> peak = process.rows().readings().stream()
                .max(Comparator.comparingLong(row -> row.it().mailbox()))
                .orElseThrow();
        suspect.finding("ED0209", Severity.INFO, examination)
                .sentence(
                        "%s on %s had a burst of %s waiting messages and worked it off; nothing needs to be done.",
                        suspect.label(), process.node(), Words.count(peak.it().mailbox()))
                .since(peak.at())
                .number("messages waiting at the peak", peak.it().mailbox(), "messages")
                .evidence(peak.it().at().field("MessagesMailbox", peak.it().mailbox()))
                .evidence(process.last()
                        .at()
                        .field("MessagesMailbox", process.last().mailbox()))
                .add();
    }

    /** The manual's own score, beside what the window says: it calls a process that never sleeps blocked. */
    private void addLiveness(FindingBuilder finding) {
        activity.liveness().ifPresent(score -> finding.number("liveness by the written formula", score, "1"));
    }

    private String arrivals() {
        return activity.arrivedPerSecond() > 0
                ? " and " + Words.number(activity.arrivedPerSecond()) + " more arrive each second"
                : "";
    }
}
