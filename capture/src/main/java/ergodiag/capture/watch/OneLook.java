package ergodiag.capture.watch;

import ergodiag.capture.ask.Session;
import ergodiag.capture.look.Readings;
import ergodiag.capture.metrics.MetricsSeries;
import java.time.Duration;

/** What stands in for the {@link Window} when there is to be none: everything is read once, the counters at its beginning and end. */
public record OneLook(Session visit, Readings readings) {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    public void run() {
        visit.phase("one look at everything");
        visit.asker().deadline(LONGEST);
        visit.together(MetricsSeries.of(visit), MetricsSeries::last);
        visit.everywhere(readings::tick);
        readings.links(LONGEST.dividedBy(4));
        readings.pings(LONGEST.dividedBy(6));
        visit.everywhere(node -> readings.whole(node, true));
        visit.everywhere(readings::suspects);
        readings.badLinks();
        visit.everywhere(readings::tick);
        visit.everywhere(readings::forcedHeap);
    }
}
