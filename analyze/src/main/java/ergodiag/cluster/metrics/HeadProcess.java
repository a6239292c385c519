package ergodiag.cluster.metrics;

import ergodiag.cluster.Metrics.Told;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.metrics.HeadMetric;
import java.util.Map;
import java.util.Optional;

/**
 * A process that is among those with most of something, as metrics tell it.
 *
 * @param node its node
 * @param pid in the form of the page
 * @param name registered name, or ""
 * @param application that it belongs to
 * @param behavior Go type of the actor
 * @param values by what it has much of
 */
public record HeadProcess(
        String node,
        String pid,
        String name,
        String application,
        String behavior,
        Map<HeadMetric, Series<Told>> values) {
    /** The values of one metric; none where it is not among those with most of it. */
    public Series<Told> of(HeadMetric metric) {
        return values.getOrDefault(metric, Series.empty());
    }

    /** The newest value of one metric. */
    public Optional<Double> last(HeadMetric metric) {
        return of(metric).last().map(told -> told.it().value());
    }

    /** The most that waited in its mailbox at any reading. */
    public double mostWaiting() {
        return of(HeadMetric.DEPTH).readings().stream()
                .mapToDouble(told -> told.it().value())
                .max()
                .orElse(0);
    }

    /**
     * How many messages it took between the first and the last reading of its mailbox; empty where the messages that came in are not told for both
     * moments.
     */
    public Optional<Double> taken() {
        Series<Told> depth = of(HeadMetric.DEPTH);
        Series<Told> in = of(HeadMetric.MESSAGES_IN);
        boolean sameMoments =
                depth.hasTwo() && in.hasTwo() && isOf(depth.first(), in.first()) && isOf(depth.last(), in.last());
        return sameMoments ? Optional.of(in.growth(Told::value) - depth.growth(Told::value)) : Optional.empty();
    }

    private static boolean isOf(Optional<Timed<Told>> one, Optional<Timed<Told>> other) {
        return one.map(Timed::at).equals(other.map(Timed::at));
    }

    /** How a sentence names it. */
    public String label() {
        return !name.isEmpty() ? name : (behavior + " " + pid).strip();
    }
}
