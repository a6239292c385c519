package ergodiag.analyze;

import ergodiag.cluster.Series;
import ergodiag.cluster.Statistics;
import ergodiag.cluster.Timed;
import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Line charts from series of readings: where readings are missing for long, the line has a gap. */
public final class Lines {
    private Lines() {}

    /** One line: a number of each reading; NaN where two readings lie more than three usual distances apart. */
    public static <T> ChartSeries line(String name, Series<T> series, ToDoubleFunction<? super T> value) {
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        double usual = usualDistance(series);
        Timed<T> previous = null;
        for (Timed<T> reading : series.readings()) {
            if (previous != null && reading.secondsSince(previous) > 3 * usual) {
                times.add(previous.at()
                        .plus(Duration.between(previous.at(), reading.at()).dividedBy(2)));
                values.add(Double.NaN);
            }
            times.add(reading.at());
            values.add(value.applyAsDouble(reading.it()));
            previous = reading;
        }
        return new ChartSeries(name, List.copyOf(times), List.copyOf(values));
    }

    /** One line: growth per second of a number between neighbouring readings, drawn at the later one. */
    public static <T> ChartSeries rate(String name, Series<T> series, ToDoubleFunction<? super T> value) {
        List<Timed<Double>> rates = new ArrayList<>();
        for (int i = 1; i < series.size(); i++) {
            Timed<T> before = series.readings().get(i - 1);
            Timed<T> now = series.readings().get(i);
            double seconds = now.secondsSince(before);
            if (seconds > 0) {
                double growth = value.applyAsDouble(now.it()) - value.applyAsDouble(before.it());
                rates.add(new Timed<>(now.at(), now.call(), growth / seconds));
            }
        }
        return line(name, new Series<>(rates), rate -> rate);
    }

    /** A line chart. */
    public static Chart chart(
            String id, int playbook, String title, String unit, List<ChartSeries> series, String caption) {
        return new Chart(
                id, playbook, title, Chart.Kind.LINE, unit, List.copyOf(series), List.of(), List.of(), caption);
    }

    /** Readings within a second are of one look, which several questions brought: only from look to look there is a distance. */
    private static double usualDistance(Series<?> series) {
        List<Double> distances = new ArrayList<>();
        for (int i = 1; i < series.size(); i++) {
            double distance =
                    series.readings().get(i).secondsSince(series.readings().get(i - 1));
            if (distance >= 1) {
                distances.add(distance);
            }
        }
        return distances.isEmpty() ? Double.MAX_VALUE / 4 : Statistics.median(distances);
    }
}
