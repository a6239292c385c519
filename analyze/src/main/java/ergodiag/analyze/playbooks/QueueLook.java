package ergodiag.analyze.playbooks;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Severity;
import ergodiag.analyze.Subject;
import ergodiag.analyze.Threshold;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Whereabouts;
import ergodiag.ergo.ProcessInfo;
import ergodiag.ergo.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Judges the processes of one node by the messages they took: blocked, stuck in a call, overloaded, behind, or only a burst. */
final class QueueLook {
    static final Threshold UPTIME = Threshold.asWritten("performance-bottleneck.uptime", 60, "s");
    static final Threshold STUCK_CALL = Threshold.asWritten("performance-bottleneck.wait-response", 5, "s");
    static final Threshold CALLBACK = Threshold.asWritten("performance-bottleneck.one-callback", 5, "s");
    static final Threshold STILL = Threshold.ours(
            "performance-bottleneck.takes-nothing",
            10,
            "s",
            "Shorter, and a callback that needs some seconds would be called blocked; five times its own earlier pace is asked for besides.");
    static final Threshold BACKLOG = Threshold.ours(
            "performance-bottleneck.backlog-growth",
            10,
            "messages",
            "Healthy mailboxes were never seen to hold more than a few messages at two readings.");
    static final Threshold WAIT = Threshold.ours(
            "performance-bottleneck.oldest-waits",
            1,
            "s",
            "A message that waits milliseconds is a burst; one that waits a second has missed what people expect of a system.");
    static final Threshold CHANCE = Threshold.ours(
            "performance-bottleneck.growth-by-chance",
            0.01,
            "1",
            "Mann-Kendall over all readings of a mailbox, where there are five: one false alarm in a hundred mailboxes without trend.");
    private static final int ENOUGH_FOR_TREND = 5;
    private static final int SLOWER = 5;
    private static final long BURST = 100;

    private final Node node;
    private final Examination examination;

    QueueLook(Node node, Examination examination) {
        this.node = node;
        this.examination = examination;
    }

    static List<Threshold> thresholds() {
        return List.of(UPTIME, STUCK_CALL, CALLBACK, STILL, BACKLOG, WAIT, CHANCE);
    }

    /** Gives every process at most one finding; those in {@code told} were told with their pool. */
    void judge(Set<String> told) {
        for (Process process : node.current()) {
            if (!told.contains(process.pid()) && isCandidate(process)) {
                judge(process, new Activity(process));
            }
        }
    }

    private void judge(Process process, Activity activity) {
        Optional<Instant> call = activity.waitsForAnswerSince(examination.limit(STUCK_CALL));
        if (call.isPresent()) {
            stuckCall(process, activity, call.get());
        } else if (takesNothing(activity)) {
            blocked(process, activity);
        } else if (growsBehind(activity)) {
            overloaded(process, activity);
        } else if (isAlwaysBehind(activity)) {
            behind(process, activity);
        } else if (isWaitingOnce(activity)) {
            undecided(process, activity);
        } else if (isInOneCallback(process)) {
            inOneCallback(process);
        } else if (isMostlyWaiting(process)) {
            mostlyWaiting(process);
        } else if (wasBurst(process)) {
            burst(process);
        }
    }

    /** A young process proves nothing unless it waits for an answer, a zombee is playbook 7's, a supervisor waits for its children. */
    private boolean isCandidate(Process process) {
        ProcessRow row = process.last();
        boolean waits = row.state().equals(ProcessRow.WAIT_RESPONSE);
        boolean grown = row.uptime().toSeconds() >= examination.limit(UPTIME)
                && row.messagesIn().value() >= 1;
        return (waits || grown) && !row.state().equals(ProcessRow.ZOMBEE) && !row.isSupervisor();
    }

    /** Whether it took no message for a while although some waited, and for longer than its own pace explains. */
    boolean takesNothing(Activity activity) {
        return activity.waiting() >= 1
                && activity.stillSeconds() >= examination.limit(STILL)
                && activity.stillSeconds() > SLOWER * activity.secondsPerMessageBefore();
    }

    private boolean growsBehind(Activity activity) {
        List<Timed<ProcessRow>> rows = activity.process().rows().readings();
        if (rows.size() < 2 || activity.taken() <= 0 || waits(activity) < examination.limit(WAIT)) {
            return false;
        }
        boolean rising = rows.size() >= ENOUGH_FOR_TREND
                ? activity.growsByChance() < examination.limit(CHANCE)
                : neverFalls(rows);
        return isFull(activity.process()) || (rising && activity.growth() >= examination.limit(BACKLOG));
    }

    private static boolean neverFalls(List<Timed<ProcessRow>> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).it().mailbox() < rows.get(i - 1).it().mailbox()) {
                return false;
            }
        }
        return true;
    }

    private boolean isAlwaysBehind(Activity activity) {
        List<Timed<ProcessRow>> rows = activity.process().rows().readings();
        double perSecond = activity.takenPerSecond();
        return rows.size() >= 3
                && rows.stream()
                        .allMatch(row -> row.it().mailbox() >= 1
                                && row.it()
                                                .latency()
                                                .map(age -> age.toMillis() / 1000.0)
                                                .orElse(perSecond > 0 ? row.it().mailbox() / perSecond : 0)
                                        >= examination.limit(WAIT));
    }

    private boolean isWaitingOnce(Activity activity) {
        Optional<Duration> age = activity.process().last().latency().value();
        return activity.waiting() >= 1
                && activity.seconds() < examination.limit(STILL)
                && age.isPresent()
                && age.get().toMillis() >= 1000 * examination.limit(CALLBACK);
    }

    private boolean isInOneCallback(Process process) {
        ProcessRow row = process.last();
        return row.state().equals(ProcessRow.RUNNING)
                && row.mailbox() == 0
                && row.stateTime().orElse(Duration.ZERO).toMillis() > 1000 * examination.limit(CALLBACK);
    }

    private static boolean isMostlyWaiting(Process process) {
        long waiting = process.rows().readings().stream()
                .filter(row -> row.it().state().equals(ProcessRow.WAIT_RESPONSE))
                .count();
        return process.rows().size() >= 4 && 2 * waiting > process.rows().size();
    }

    private static boolean wasBurst(Process process) {
        return process.rows().size() >= 3
                && process.last().mailbox() < WAITING_AFTER_BURST
                && process.rows().readings().stream().anyMatch(row -> row.it().mailbox() >= BURST);
    }

    private static final long WAITING_AFTER_BURST = 10;

    private void blocked(Process process, Activity activity) {
        Optional<Whereabouts> stands = Whereabouts.of(node, process.last());
        double still = stillFor(process, activity);
        FindingBuilder finding = begin("ED0201", Severity.CRITICAL, process, stands)
                .sentence(
                        "%s on %s has taken no message for %s while %s wait%s%s.",
                        label(process),
                        node.name(),
                        Words.seconds(still),
                        Words.count(activity.waiting()),
                        arrivals(activity),
                        stands.map(place -> "; it " + place.inWords()).orElse(""))
                .since(last(process).at().minusMillis((long) (1000 * still)))
                .number("has taken nothing for", still, "s")
                .number("messages waiting", activity.waiting(), "messages")
                .number("messages arriving", activity.arrivedPerSecond(), "messages/s")
                .advice("Find out what " + place(stands)
                        + " waits for, and give that wait an end: a time-out, or a message instead of a"
                        + " wait inside the callback. Until then only a restart of the process frees it, and the waiting messages are lost"
                        + " with it.")
                .wouldChange("One message taken in the last readings would make it slow instead of blocked.");
        queue(finding, activity.stillSince(), last(process));
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
        addLiveness(finding, activity);
        finding.add();
    }

    /** For how long: by our own readings, or longer when the oldest waiting message is older and it took nothing in the whole window. */
    private static double stillFor(Process process, Activity activity) {
        double seen = activity.stillSeconds();
        boolean always = activity.stillSince().equals(process.rows().readings().get(0));
        double oldest = process.last().latency().orElse(Duration.ZERO).toMillis() / 1000.0;
        return always ? Math.max(seen, oldest) : seen;
    }

    private void stuckCall(Process process, Activity activity, Instant since) {
        Optional<Whereabouts> stands = Whereabouts.of(node, process.last());
        ProcessRow row = process.last();
        double waits = Duration.between(since, last(process).at()).toMillis() / 1000.0;
        boolean blocks = row.mailbox() >= 1;
        FindingBuilder finding = begin("ED0203", blocks ? Severity.CRITICAL : Severity.WARNING, process, stands)
                .sentence(
                        "%s on %s has waited %s for the answer to a call%s%s%s.",
                        label(process),
                        node.name(),
                        Words.seconds(waits),
                        stands.map(place -> " made in " + place.standing().function())
                                .orElse(""),
                        blocks ? "; " + Words.many(row.mailbox(), "message") + " behind it" : "",
                        waitingAsLong(process, since))
                .since(since)
                .number("waits for an answer", waits, "s")
                .number("messages waiting", row.mailbox(), "messages")
                .evidence(row.at().field("State", row.state()))
                .advice("Look at the process that is called in " + place(stands)
                        + ": it took the request and did not answer, or never got it. Calls should carry a time-out (5 s by default), and"
                        + " a callee that answers later must keep who asked.")
                .wouldChange(
                        "Another state, or another message sent, between two readings would show that the call came back.");
        row.stateTime().value().ifPresent(time -> finding.evidence(row.at().field("StateTime", time.toNanos())));
        queue(finding, process.rows().readings().get(0), last(process));
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
        finding.add();
    }

    /** Another process that has waited for an answer as long, with a message behind it: each may wait for the other. */
    private String waitingAsLong(Process process, Instant since) {
        return node.current().stream()
                .filter(other -> !other.pid().equals(process.pid())
                        && other.last().mailbox() >= 1
                        && process.last().mailbox() >= 1)
                .filter(other -> new Activity(other)
                        .waitsForAnswerSince(examination.limit(STUCK_CALL))
                        .filter(its ->
                                Duration.between(its, since).abs().toMillis() <= 1000 * examination.limit(STUCK_CALL))
                        .isPresent())
                .findFirst()
                .map(other ->
                        "; " + label(other) + " has waited as long, so perhaps each waits for the other (a deadlock)")
                .orElse("");
    }

    private void overloaded(Process process, Activity activity) {
        Optional<Whereabouts> stands = Whereabouts.of(node, process.last());
        double perMessage = 1 / activity.takenPerSecond();
        boolean computes = stands.filter(Whereabouts::computes).isPresent();
        FindingBuilder finding = begin("ED0202", Severity.WARNING, process, stands)
                .sentence(
                        "%s on %s cannot keep up: %s messages arrive each second, it takes %s (%s each), and %s wait, the oldest for %s%s%s.",
                        label(process),
                        node.name(),
                        Words.number(activity.arrivedPerSecond()),
                        Words.number(activity.takenPerSecond()),
                        Words.seconds(perMessage),
                        Words.count(activity.waiting()),
                        Words.seconds(waits(activity))
                                + (process.last().latency().isKnown() ? "" : " (estimated)"),
                        isFull(process) ? "; its mailbox is full" : "",
                        stands.map(place -> "; it " + place.inWords()).orElse(""))
                .since(activity.beganToGrow())
                .number("messages arriving", activity.arrivedPerSecond(), "messages/s")
                .number("messages taken", activity.takenPerSecond(), "messages/s")
                .number("taken of those that arrive", 100 * activity.taken() / Math.max(1, activity.arrived()), "%")
                .number("messages waiting", activity.waiting(), "messages")
                .number("oldest message waits", waits(activity), "s")
                .number("time per message", perMessage, "s")
                .advice((computes
                                ? "It computes in " + place(stands)
                                        + ": make that cheaper, or spread the work over a pool."
                                : "Find out what a callback of " + Words.seconds(perMessage)
                                        + " is spent on (a wait, a call, or work), and spread the work over a pool when it is needed.")
                        + growthAdvice(process, activity))
                .wouldChange("As many messages taken as arrived over the window would make it a burst.");
        queue(finding, process.rows().readings().get(0), last(process));
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
        addLiveness(finding, activity);
        finding.add();
    }

    private static String growthAdvice(Process process, Activity activity) {
        boolean unlimited =
                process.infos().last().stream().anyMatch(info -> info.it().unlimitedMailbox());
        return unlimited && activity.growth() > 0
                ? String.format(
                        Locale.ROOT,
                        " Its mailbox has no limit and grows by %s messages a second: memory goes with it.",
                        Words.number(activity.growth() / Math.max(1, activity.seconds())))
                : "";
    }

    private void behind(Process process, Activity activity) {
        Optional<Whereabouts> stands = Whereabouts.of(node, process.last());
        FindingBuilder finding = begin("ED0205", Severity.WARNING, process, stands)
                .sentence(
                        "%s on %s is behind all the time: at each of %d readings messages waited for more than %s, now %s of them; it takes %s"
                                + " a second as they come%s.",
                        label(process),
                        node.name(),
                        process.rows().size(),
                        Words.seconds(examination.limit(WAIT)),
                        Words.count(activity.waiting()),
                        Words.number(activity.takenPerSecond()),
                        stands.map(place -> "; it " + place.inWords()).orElse(""))
                .number("messages waiting", activity.waiting(), "messages")
                .number("messages taken", activity.takenPerSecond(), "messages/s")
                .advice("Its callbacks are slow: see what " + place(stands) + " does, or spread the work over a pool.")
                .wouldChange("One reading with an empty mailbox would show that it catches up between bursts.");
        queue(finding, process.rows().readings().get(0), last(process));
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
        addLiveness(finding, activity);
        finding.add();
    }

    private void undecided(Process process, Activity activity) {
        Optional<Whereabouts> stands = Whereabouts.of(node, process.last());
        FindingBuilder finding = begin("ED0204", Severity.WARNING, process, stands)
                .sentence(
                        "%s on %s lets messages wait, %s of them, the oldest for %s; too few readings tell whether it is blocked or overloaded%s.",
                        label(process),
                        node.name(),
                        Words.count(activity.waiting()),
                        Words.seconds(waits(activity)),
                        stands.map(place -> "; it " + place.inWords()).orElse(""))
                .number("messages waiting", activity.waiting(), "messages")
                .number("oldest message waits", waits(activity), "s")
                .advice("Capture again with a window: whether it takes any message between two readings decides.")
                .wouldChange("A second reading some seconds later.")
                .nextCapture("ergodiag capture --profile standard --window 60");
        queue(finding, last(process), last(process));
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
        addLiveness(finding, activity);
        finding.add();
    }

    private void inOneCallback(Process process) {
        Optional<Whereabouts> stands = Whereabouts.of(node, process.last());
        ProcessRow row = process.last();
        double time = row.stateTime().orElse(Duration.ZERO).toMillis() / 1000.0;
        boolean computes = stands.filter(Whereabouts::computes).isPresent();
        FindingBuilder finding = begin("ED0206", computes ? Severity.INFO : Severity.WARNING, process, stands)
                .sentence(
                        "%s on %s has been in one callback for %s, with nothing waiting behind it%s.",
                        label(process),
                        node.name(),
                        Words.seconds(time),
                        stands.map(place -> "; it " + place.inWords()).orElse(""))
                .since(last(process).at().minusMillis((long) (1000 * time)))
                .number("in its callback", time, "s")
                .evidence(row.at().field("State", row.state()))
                .evidence(row.at().field("MessagesMailbox", row.mailbox()))
                .evidence(row.at()
                        .field(
                                "StateTime",
                                row.stateTime().orElse(Duration.ZERO).toNanos()))
                .advice(
                        "A callback should end within moments: the next message, a stop or an inspection would wait for it. See what "
                                + place(stands) + " waits for.")
                .wouldChange("A reading in which it sleeps.");
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
        finding.add();
    }

    private void mostlyWaiting(Process process) {
        ProcessRow row = process.last();
        long waiting = process.rows().readings().stream()
                .filter(seen -> seen.it().state().equals(ProcessRow.WAIT_RESPONSE))
                .count();
        begin("ED0208", Severity.INFO, process, Whereabouts.of(node, row))
                .sentence(
                        "%s on %s waits for answers most of the time: at %d of %d readings it was in a call, none longer than %s.",
                        label(process),
                        node.name(),
                        waiting,
                        process.rows().size(),
                        Words.seconds(examination.limit(STUCK_CALL)))
                .number("readings in a call", waiting, "1")
                .evidence(row.at().field("State", row.state()))
                .evidence(row.at().field("MessagesOut", row.messagesOut()))
                .advice("Look at whom it calls, and at the links to those nodes: slow answers slow it down as well.")
                .add();
    }

    private void burst(Process process) {
        Timed<ProcessRow> peak = process.rows().readings().stream()
                .max(java.util.Comparator.comparingLong(row -> row.it().mailbox()))
                .orElseThrow();
        begin("ED0209", Severity.INFO, process, Optional.empty())
                .sentence(
                        "%s on %s had a burst of %s waiting messages and worked it off; nothing needs to be done.",
                        label(process), node.name(), Words.count(peak.it().mailbox()))
                .since(peak.at())
                .number("messages waiting at the peak", peak.it().mailbox(), "messages")
                .evidence(peak.it().at().field("MessagesMailbox", peak.it().mailbox()))
                .evidence(process.last()
                        .at()
                        .field("MessagesMailbox", process.last().mailbox()))
                .add();
    }

    private FindingBuilder begin(String code, Severity severity, Process process, Optional<Whereabouts> stands) {
        Subject subject = Subject.process(node.name(), process.last());
        return examination.finding(
                code,
                severity,
                stands.map(place -> subject.in(place.standing().function())).orElse(subject));
    }

    private static void queue(FindingBuilder finding, Timed<ProcessRow> before, Timed<ProcessRow> now) {
        if (!before.equals(now)) {
            finding.evidence(in(before.it()), waitingAt(before.it()));
        }
        finding.evidence(in(now.it()), waitingAt(now.it()));
    }

    private static Evidence in(ProcessRow row) {
        return row.at().field("MessagesIn", row.messagesIn());
    }

    private static Evidence waitingAt(ProcessRow row) {
        return row.at().field("MessagesMailbox", row.mailbox());
    }

    /** The manual's own score, beside what the window says: it calls a process that never sleeps blocked. */
    private static void addLiveness(FindingBuilder finding, Activity activity) {
        activity.liveness().ifPresent(score -> finding.number("liveness by the written formula", score, "1"));
    }

    private boolean isFull(Process process) {
        return process.infos()
                .last()
                .map(Timed::it)
                .filter(info -> isFull(info, process))
                .isPresent();
    }

    private static boolean isFull(ProcessInfo info, Process process) {
        return !info.unlimitedMailbox() && process.last().mailbox() >= info.mailboxSize();
    }

    private static double waits(Activity activity) {
        return activity.wait(true).orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    private static String arrivals(Activity activity) {
        return activity.arrivedPerSecond() > 0
                ? " and " + Words.number(activity.arrivedPerSecond()) + " more arrive each second"
                : "";
    }

    private static String place(Optional<Whereabouts> stands) {
        return stands.map(place -> place.standing().function()).orElse("its callback");
    }

    private static String label(Process process) {
        return process.last().label();
    }

    private static Timed<ProcessRow> last(Process process) {
        return process.rows().readings().get(process.rows().size() - 1);
    }
}
