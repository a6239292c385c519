package ergodiag.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Readings of the same thing over time, in the order of time.
 *
 * @param readings the readings
 */
public record Series<T>(List<Timed<T>> readings) {

    private static final Series<?> EMPTY = new Series<>(List.of());

    public Series {
        readings = List.copyOf(readings);
    }

    @SuppressWarnings("unchecked") // there is nothing in it
    public static <T> Series<T> empty() {
        return (Series<T>) EMPTY;
    }

    /** These readings and others of the same thing, in the order of time. */
    Series<T> with(Series<T> others) {
        if (others.isEmpty()) {
            return this;
        }
        return new Series<>(Stream.concat(readings.stream(), others.readings.stream())
                .sorted(Comparator.comparing(Timed::at))
                .toList());
    }

    public int size() {
        return readings.size();
    }

    public boolean isEmpty() {
        return readings.isEmpty();
    }

    public Optional<Timed<T>> first() {
        return readings.isEmpty() ? Optional.empty() : Optional.of(readings.get(0));
    }

    public Optional<Timed<T>> last() {
        return readings.isEmpty() ? Optional.empty() : Optional.of(readings.get(readings.size() - 1));
    }

    /** The first reading and the last; none where there is none. */
    public List<Timed<T>> ends() {
        return Stream.concat(first().stream(), last().stream()).toList();
    }

    /** Whether there are two readings at least. */
    public boolean hasTwo() {
        return readings.size() >= 2;
    }

    /** Time from the first reading to the last. */
    public Duration span() {
        return hasTwo()
                ? Duration.between(
                        readings.get(0).at(), readings.get(readings.size() - 1).at())
                : Duration.ZERO;
    }

    /** Something of each reading. */
    public <U> Series<U> map(Function<? super T, ? extends U> function) {
        List<Timed<U>> mapped = new ArrayList<>();
        readings.forEach(
                reading -> mapped.add(new Timed<>(reading.at(), reading.call(), function.apply(reading.it()))));
        return new Series<>(mapped);
    }

    /** Something of each reading that has it. */
    public <U> Series<U> flatMap(Function<? super T, Optional<U>> function) {
        List<Timed<U>> mapped = new ArrayList<>();
        readings.forEach(reading -> function.apply(reading.it())
                .ifPresent(value -> mapped.add(new Timed<>(reading.at(), reading.call(), value))));
        return new Series<>(mapped);
    }

    /** A number of each reading, as points for {@link Statistics}: seconds since the first reading, value. */
    public List<Statistics.Point> points(ToDoubleFunction<? super T> value) {
        return readings.stream()
                .map(reading ->
                        new Statistics.Point(reading.secondsSince(readings.get(0)), value.applyAsDouble(reading.it())))
                .toList();
    }

    /** Growth of a number from the first reading to the last; 0 with fewer than two. */
    public double growth(ToDoubleFunction<? super T> value) {
        return hasTwo()
                ? value.applyAsDouble(readings.get(readings.size() - 1).it())
                        - value.applyAsDouble(readings.get(0).it())
                : 0;
    }

    /** Growth per second from the first reading to the last; 0 with fewer than two. */
    public double rate(ToDoubleFunction<? super T> value) {
        double seconds = span().toNanos() / 1e9;
        return seconds > 0 ? growth(value) / seconds : 0;
    }
}
