package ergodiag.playbooks.events;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What can be wrong with one event. */
record EventFindings(EventSeries event, Examination examination) {
    /** Published within the window while no reading shows a subscriber; on demand or with a buffer that is by design. */
    void publishedForNobody() {
        EventInfo last = event.last();
        if (!event.neverSubscribed()
                || last.onDemand()
                || last.bufferSize() > 0
                || event.publishedPerSecond() < examination.limit(EventLimits.WASTE)) {
            return;
        }
        boolean never = last.localSent().value() + last.remoteSent().value() == 0;
        FindingBuilder finding = examination
                .finding("ED0901", Severity.WARNING, event.subject())
                .title(
                        "%s on %s publishes the event %s %s times a second for nobody",
                        producer(), event.node().name(), last.name(), Numbers.number(event.publishedPerSecond()))
                .sentence(
                        ": %s events in the window, no subscriber%s%s.",
                        Numbers.count(event.published()),
                        event.heard() == 0
                                ? ""
                                : " but our own listener, which heard " + Numbers.count(event.heard()) + " of them",
                        never ? ", and never one before" : "")
                .number("published", event.publishedPerSecond(), "events/s")
                .number("subscribers", last.subscribers(), "processes")
                .evidence(
                        event.first()
                                .at()
                                .field("MessagesPublished", event.first().published()),
                        last.at().field("MessagesPublished", last.published()),
                        last.at().field("Subscribers", last.subscribers()))
                .wouldChange("One subscriber in any reading, or a buffer that late subscribers read.");
        if (never) {
            createdAt().ifPresent(finding::since);
        }
        finding.add();
    }

    /** Subscribed all the time, and never a single publication. */
    void awaitedInVain() {
        EventInfo last = event.last();
        if (!event.alwaysSubscribed()
                || last.published().value() > 0
                || event.isOfTheFramework()
                || event.heard() > 0) {
            return;
        }
        boolean fresh = createdAt()
                .map(at -> Duration.between(at, event.clock(newest())).toSeconds() < examination.limit(EventLimits.NEW))
                .orElse(false);
        FindingBuilder finding = examination
                .finding("ED0902", fresh ? Severity.INFO : Severity.WARNING, event.subject())
                .title(
                        "%s wait for the event %s on %s",
                        Words.many(last.subscribers(), "subscriber"),
                        last.name(),
                        event.node().name())
                .sentence(", which was never published; %s", producerState())
                .number("subscribers", last.subscribers(), "processes")
                .number("published", last.published().value(), "events")
                .evidence(
                        last.at().field("Subscribers", last.subscribers()),
                        last.at().field("MessagesPublished", last.published()))
                .wouldChange("A single publication.");
        createdAt().ifPresent(finding::since);
        event.producer()
                .ifPresent(producer -> finding.evidence(
                        producer.last().at().field("State", producer.last().state())));
        finding.add();
    }

    /** Published at a usual distance, subscribed, and silent for many times that distance. */
    void wentSilent() {
        EventInfo last = event.last();
        Optional<Duration> usual = event.meanInterval(examination.limit(EventLimits.HISTORY));
        if (!event.alwaysSubscribed()
                || event.published() > 0
                || event.heard() > 0
                || usual.isEmpty()
                || last.onDemand()) {
            return;
        }
        double silence = event.silence().toNanos() / 1e9;
        double mean = usual.get().toNanos() / 1e9;
        if (silence < mean * examination.limit(EventLimits.SILENCE)) {
            return;
        }
        FindingBuilder finding = examination
                .finding("ED0903", Severity.WARNING, event.subject())
                .title(
                        "The event %s on %s fell silent %s ago",
                        last.name(), event.node().name(), Words.seconds(silence))
                .sentence(
                        ": it came every %s before, and %s wait; %s",
                        Numbers.time(usual.get()), Words.many(last.subscribers(), "subscriber"), producerState())
                .number("silent for", silence, "s")
                .number("usual distance", mean, "s")
                .number("subscribers", last.subscribers(), "processes")
                .evidence(
                        event.first()
                                .at()
                                .field("MessagesPublished", event.first().published()),
                        last.at().field("MessagesPublished", last.published()),
                        last.at().field("Subscribers", last.subscribers()))
                .wouldChange("One publication within the window.");
        last.lastPublishedAt()
                .value()
                .map(at -> at.minus(event.node().clockOffset().orElse(Duration.ZERO)))
                .ifPresent(finding::since);
        finding.add();
    }

    /** One event makes most of the node's messages, or more of them than a core likes. */
    void fansOut() {
        double deliveries = event.deliveredPerSecond();
        boolean many = deliveries > examination.limit(EventLimits.DELIVERIES);
        boolean crowd = event.last().subscribers() >= examination.limit(EventLimits.CROWD);
        if (!many && !crowd) {
            return;
        }
        double all = messagesPerSecond(event.node());
        if (!many && (all <= 0 || deliveries <= all * examination.limit(EventLimits.SHARE))) {
            return;
        }
        EventInfo last = event.last();
        examination
                .finding("ED0904", Severity.WARNING, event.subject())
                .title(
                        "The event %s on %s fans out to %s",
                        last.name(), event.node().name(), Words.many(last.subscribers(), "subscriber"))
                .sentence(
                        ": %s publications a second become %s deliveries a second%s.",
                        Numbers.number(event.publishedPerSecond()),
                        Numbers.count(deliveries),
                        all > 0
                                ? ", " + Numbers.count(Math.min(100, 100 * deliveries / all))
                                        + " % of all messages of the node"
                                : "")
                .number("deliveries", deliveries, "messages/s")
                .number("published", event.publishedPerSecond(), "events/s")
                .number("subscribers", last.subscribers(), "processes")
                .evidence(
                        event.first()
                                .at()
                                .field("MessagesLocalSent", event.first().localSent()),
                        last.at().field("MessagesLocalSent", last.localSent()),
                        last.at().field("Subscribers", last.subscribers()))
                .wouldChange("Fewer deliveries than " + Numbers.count(examination.limit(EventLimits.DELIVERIES))
                        + " a second.")
                .add();
    }

    /** A mailbox that grows while messages arrive at just the rate of this event: information, playbook 2 judges the process. */
    void slowSubscribers() {
        double rate = event.publishedPerSecond();
        if (rate < 1 || event.last().localSent().equals(event.first().localSent())) {
            return;
        }
        event.node().current().stream()
                .filter(process -> !process.pid().equals(event.last().producer()))
                .filter(process -> subscribes(process).orElse(true))
                .map(Activity::new)
                .filter(activity -> activity.growth() >= 10
                        && Math.abs(activity.arrivedPerSecond() - rate) <= 0.02 * rate
                        && activity.takenPerSecond() < 0.9 * rate)
                .limit(5)
                .forEach(activity -> slow(activity, rate));
    }

    private Optional<Boolean> subscribes(Process process) {
        return process.infos()
                .last()
                .flatMap(info -> info.it().subscribes(event.last().name()));
    }

    private void slow(Activity activity, double rate) {
        ProcessRow row = activity.process().last();
        boolean told = subscribes(activity.process()).orElse(false);
        examination
                .finding("ED0905", Severity.INFO, Subject.process(event.node().name(), row))
                .sentence(
                        "%s on %s gets messages just as often as %s is published, %s a second, takes %s and lets %s wait: it "
                                + (told ? "is" : "may be") + " too slow a subscriber of it.",
                        row.label(),
                        event.node().name(),
                        event.last().name(),
                        Numbers.number(rate),
                        Numbers.number(activity.takenPerSecond()),
                        Numbers.count(row.mailbox()))
                .number("mailbox", row.mailbox(), "messages")
                .evidence(row.at().field("MessagesMailbox", row.mailbox()))
                .wouldChange("A mailbox that does not grow.")
                .add();
    }

    private String producer() {
        return event.producer()
                .map(producer -> producer.last().label())
                .orElse("process " + event.last().producer());
    }

    private String producerState() {
        return event.producer()
                .map(producer -> "its producer " + producer.last().label() + " is in state "
                        + producer.last().state() + ".")
                .orElse("its producer " + event.last().producer() + " is in no list of processes.");
    }

    private Optional<Instant> createdAt() {
        return event.last()
                .createdAt()
                .value()
                .map(at -> at.minus(event.node().clockOffset().orElse(Duration.ZERO)));
    }

    private Timed<EventInfo> newest() {
        return event.readings().last().orElseThrow();
    }

    private static double messagesPerSecond(Node node) {
        return node.current().stream()
                .map(Activity::new)
                .filter(activity -> activity.seconds() > 0)
                .mapToDouble(Activity::arrivedPerSecond)
                .sum();
    }
}
