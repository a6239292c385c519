package ergodiag.playbooks.events;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Reading;
import ergodiag.cluster.Heard;
import ergodiag.ergo.Publication;
import ergodiag.ergo.Tool;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import java.time.Duration;

/** What listening to one event shows that its counters do not. */
record ListeningFindings(EventSeries event, Examination examination) {

    void judge() {
        for (EventListening listening : event.listenings()) {
            if (listening.isHeardAndNotCounted()) {
                disagree(
                        listening,
                        "heard and not counted",
                        "was heard " + Words.many(listening.heard().published().size(), "time")
                                + " while its node counted no publication: its counters tell nothing of it");
            } else if (listening.isCountedAndNotHeard(examination.limit(EventLimits.UNHEARD))) {
                disagree(
                        listening,
                        "counted and not heard",
                        "was published " + Words.many(listening.publications(), "time")
                                + " while our own listener, a subscriber like others, heard nothing: whether subscribers get it cannot be told");
            }
            listening.heard().end().ifPresent(end -> ended(listening.heard(), end));
        }
    }

    /** What is said of the event by its counters is not sure then, and the verdict says so. */
    private void disagree(EventListening listening, String aspect, String what) {
        String on = event.last().name() + " on " + event.node().name();
        examination.cannotSee(new Gap(
                "the event " + on + " " + what,
                event.node().name(),
                Tool.SAMPLE_LISTEN.toolName(),
                "ergodiag capture --profile standard --window 60 --event "
                        + event.last().name() + "@" + event.node().name()));
        FindingBuilder finding = examination
                .finding("ED0906", Severity.INFO, event.subject())
                .sentence("The event %s %s.", on, what)
                .aspect(aspect)
                .number("heard", listening.heard().published().size(), "events")
                .number("counted", listening.publications(), "events");
        listening
                .counted()
                .ends()
                .forEach(reading -> finding.evidence(reading.it()
                        .at()
                        .field("MessagesPublished", reading.it().published())));
        listening.heard().published().stream()
                .findFirst()
                .ifPresent(first -> finding.evidence(first.at().value("")));
        finding.wouldChange("The same number heard and counted.").add();
    }

    private void ended(Heard heard, Publication end) {
        FindingBuilder finding = examination
                .finding("ED0907", Severity.INFO, event.subject())
                .sentence(
                        "The event %s on %s ended while we listened to it%s: who was subscribed got notice and has to subscribe anew.",
                        heard.event(),
                        event.node().name(),
                        heard.published().isEmpty()
                                ? ""
                                : ", after " + Numbers.count(heard.published().size()) + " publications")
                .evidence(end.at().value(""))
                .wouldChange("A listener that gets no such notice.");
        Reading<java.time.Instant> at = end.time();
        at.value()
                .map(time -> time.minus(event.node().clockOffset().orElse(Duration.ZERO)))
                .ifPresent(finding::since);
        finding.add();
    }
}
