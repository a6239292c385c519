package ergodiag.playbooks.events;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Words;
import ergodiag.cluster.Timed;
import ergodiag.ergo.EventInfo;
import ergodiag.findings.Severity;
import java.util.Optional;

/** An event that all of its subscribers left. */
record Desertion(EventSeries event, Examination examination) {
    /** One subscriber may have done its work; several that leave together have lost something. */
    private static final int SEVERAL = 2;
    /** Readings without a subscriber in which one that starts anew would be back. */
    private static final int DESERTED = 3;

    /** It had several subscribers, all of them are gone, and it goes on to be published. */
    void judge() {
        Optional<Timed<EventInfo>> since = event.deserted(DESERTED);
        long before = event.first().subscribers();
        if (since.isEmpty() || event.last().onDemand() || before < SEVERAL) {
            return;
        }
        double published = event.last().published().since(since.get().it().published());
        if (published <= 0) {
            return;
        }
        examination
                .finding("ED0908", Severity.WARNING, event.subject())
                .title(
                        "All subscribers of the event %s on %s are gone",
                        event.last().name(), event.node().name())
                .sentence(
                        ": it had %d, and %s since then were for nobody.", before, Words.many(published, "publication"))
                .since(since.get().at())
                .number("subscribers before", before, "processes")
                .number("published since", published, "events")
                .evidence(
                        event.first().at().field("Subscribers", before),
                        since.get()
                                .it()
                                .at()
                                .field("Subscribers", since.get().it().subscribers()))
                .wouldChange("One subscriber in one of the last readings.")
                .add();
    }
}
