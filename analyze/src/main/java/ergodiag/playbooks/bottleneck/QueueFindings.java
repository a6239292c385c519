package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Trend;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;

/** Writes down how a process deals with its mailbox: it takes nothing, too little, always late, or had only a burst. */
final class QueueFindings {
    /** As written much above 1 means flooded and about 1 means slow. */
    private static final double DRAIN_OF_FLOODED = 2;

    private final Candidate suspect;
    private final Activity activity;
    private final Process process;
    private final Examination examination;
    private final WrittenScores scores;

    QueueFindings(Candidate suspect, Examination examination) {
        this.suspect = suspect;
        this.activity = suspect.activity();
        this.process = activity.process();
        this.examination = examination;
        this.scores = new WrittenScores(activity, examination);
    }

    void blocked() {
        double still = stillFor();
        FindingBuilder finding = suspect.finding("ED0201", Severity.CRITICAL, examination)
                .title(
                        "%s on %s has taken no message for %s while %s wait%s",
                        suspect.label(),
                        process.node(),
                        Words.seconds(still),
                        Numbers.count(activity.waiting()),
                        arrivals())
                .sentence("%s%s%s%s.", suspect.full(), unlimited(), suspect.standing(), scores.otherwise(false))
                .since(activity.newest().at().minusMillis((long) (1000 * still)))
                .number("has taken nothing for", still, "s")
                .number("messages waiting", activity.waiting(), "messages")
                .number("messages arriving", activity.arrivedPerSecond(), "messages/s")
                .wouldChange(String.format(
                        Locale.ROOT,
                        "MessagesIn minus MessagesMailbox above %s in a later reading (a message taken): it would be slow instead of blocked.",
                        Numbers.count(process.last().taken())));
        suspect.cite(activity.stillSince(), finding);
        scores.addTo(finding);
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
        boolean slow = isSlow(perMessage);
        FindingBuilder finding = suspect.finding("ED0202", Severity.WARNING, examination)
                .title("%s on %s cannot keep up%s", suspect.label(), process.node(), slow ? "" : " and is overloaded")
                .sentence(
                        "%s: %s messages arrive each second, it takes %s (%s each), and %s wait, the oldest for %s%s%s%s%s.",
                        slow ? ", as its callbacks are slow" : "",
                        Numbers.number(activity.arrivedPerSecond()),
                        Numbers.number(activity.takenPerSecond()),
                        Words.seconds(perMessage),
                        Numbers.count(activity.waiting()),
                        Numbers.time(activity.oldestWaits())
                                + (process.last().latency().isKnown() ? "" : " (estimated)"),
                        suspect.full(),
                        unlimited(),
                        suspect.standing(),
                        scores.otherwise(true))
                .since(suspect.beganToGrow())
                .number("messages arriving", activity.arrivedPerSecond(), "messages/s")
                .number("messages taken", activity.takenPerSecond(), "messages/s")
                .number("taken of those that arrive", 100 * activity.taken() / Math.max(1, activity.arrived()), "%")
                .number("messages waiting", activity.waiting(), "messages")
                .number("oldest message waits", activity.oldestWaits())
                .number("time per message", perMessage, "s")
                .aspect(suspect.computes() ? "it computes" : "")
                .wouldChange(String.format(
                        Locale.ROOT,
                        "At least %s messages taken a second, as many as arrive, or a MessagesMailbox that falls below %s: it would be a burst.",
                        Numbers.number(activity.arrivedPerSecond()),
                        Numbers.count(process.first().mailbox())));
        suspect.cite(activity.oldest(), finding);
        scores.addTo(finding);
        finding.add();
    }

    /** Whether each message takes long, by the drain where it slept, else by its pace and by what its stack waits for. */
    private boolean isSlow(double perMessage) {
        boolean waits = suspect.stands()
                .filter(place -> !place.what().isEmpty() && !place.computes())
                .isPresent();
        return Scores.overWindow(process)
                .flatMap(Scores::drain)
                .map(drain -> drain < DRAIN_OF_FLOODED)
                .orElse(perMessage >= examination.limit(BottleneckLimits.SLOW) || (waits && !suspect.computes()));
    }

    private boolean isUnlimited() {
        return process.infos().last().stream().anyMatch(info -> info.it().unlimitedMailbox());
    }

    /** How fast a mailbox without a limit grows, as part of a sentence. */
    private String unlimited() {
        Trend trend = activity.trend();
        return isUnlimited() && activity.growth() > 0
                ? String.format(
                        Locale.ROOT,
                        "; its mailbox has no limit and grows by %s messages a second%s",
                        Numbers.number(trend.perSecond()),
                        Words.between(trend, 1, Numbers::number))
                : "";
    }

    /** A backlog that falls: nothing to be done but to know. */
    void workingOff() {
        double perSecond = -activity.trend().perSecond();
        FindingBuilder finding = suspect.finding("ED0209", Severity.INFO, examination)
                .title("%s on %s works off a backlog", suspect.label(), process.node())
                .sentence(
                        ": %s messages waited at first and %s now; at this pace it is done in %s.",
                        Numbers.count(process.first().mailbox()),
                        Numbers.count(activity.waiting()),
                        Words.seconds(activity.waiting() / Math.max(1e-3, perSecond)))
                .number("messages waiting", activity.waiting(), "messages")
                .trend("growth of the mailbox", activity.trend(), 1, "messages/s");
        suspect.cite(activity.oldest(), finding);
        finding.add();
    }

    void behind() {
        FindingBuilder finding = suspect.finding("ED0205", Severity.WARNING, examination)
                .title("%s on %s is behind all the time", suspect.label(), process.node())
                .sentence(
                        ": at each of %d readings messages waited for more than %s, now %s of them; it takes %s a second as they come%s%s%s.",
                        process.rows().size(),
                        Words.seconds(examination.limit(BottleneckLimits.WAIT)),
                        Numbers.count(activity.waiting()),
                        Numbers.number(activity.takenPerSecond()),
                        suspect.full(),
                        suspect.standing(),
                        scores.otherwise(true))
                .number("messages waiting", activity.waiting(), "messages")
                .number("messages taken", activity.takenPerSecond(), "messages/s")
                .wouldChange(String.format(
                        Locale.ROOT,
                        "A reading with MessagesMailbox 0, or with an oldest message younger than %s: it would catch up between bursts.",
                        Words.seconds(examination.limit(BottleneckLimits.WAIT))));
        suspect.cite(activity.oldest(), finding);
        scores.addTo(finding);
        finding.add();
    }

    /** Full again and again, though it keeps its pace and nothing waits for long. */
    void full() {
        FindingBuilder finding = suspect.finding("ED0212", Severity.WARNING, examination)
                .title("%s on %s has a full mailbox", suspect.label(), process.node())
                .sentence(
                        "%s; it takes %s a second%s.",
                        suspect.full(), Numbers.number(activity.takenPerSecond()), suspect.standing())
                .number("messages waiting", activity.waiting(), "messages")
                .number("messages taken", activity.takenPerSecond(), "messages/s")
                .wouldChange("A reading with MessagesMailbox below MailboxSize: it would have room again.");
        suspect.cite(activity.oldest(), finding);
        finding.add();
    }

    void undecided() {
        FindingBuilder finding = suspect.finding("ED0204", Severity.WARNING, examination)
                .title("%s on %s lets messages wait", suspect.label(), process.node())
                .sentence(
                        ", %s of them, the oldest for %s; too few readings tell whether it is blocked or overloaded%s.",
                        Numbers.count(activity.waiting()), activity.oldestWaits(), suspect.standing())
                .number("messages waiting", activity.waiting(), "messages")
                .number("oldest message waits", activity.oldestWaits())
                .wouldChange(String.format(
                        Locale.ROOT,
                        "A reading at least %s later: with MessagesIn minus MessagesMailbox still %s it is blocked, with more it is overloaded or slow.",
                        Words.seconds(examination.limit(BottleneckLimits.STILL)),
                        Numbers.count(process.last().taken())))
                .nextCapture("ergodiag capture --profile standard --window 60");
        suspect.cite(activity.newest(), finding);
        scores.addTo(finding);
        finding.add();
    }

    void burst() {
        Timed<ProcessRow> peak = process.rows().readings().stream()
                .max(Comparator.comparingLong(row -> row.it().mailbox()))
                .orElseThrow();
        suspect.finding("ED0209", Severity.INFO, examination)
                .title(
                        "%s on %s had a burst of %s waiting messages and worked it off",
                        suspect.label(), process.node(), Numbers.count(peak.it().mailbox()))
                .sentence("; nothing needs to be done.")
                .since(peak.at())
                .number("messages waiting at the peak", peak.it().mailbox(), "messages")
                .evidence(peak.it().at().field("MessagesMailbox", peak.it().mailbox()))
                .evidence(process.last()
                        .at()
                        .field("MessagesMailbox", process.last().mailbox()))
                .add();
    }

    private String arrivals() {
        return activity.arrivedPerSecond() > 0
                ? " and " + Numbers.number(activity.arrivedPerSecond()) + " more arrive each second"
                : "";
    }
}
