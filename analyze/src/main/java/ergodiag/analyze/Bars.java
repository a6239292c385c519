package ergodiag.analyze;

import ergodiag.analyze.Chart.ChartSeries;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Charts that rank things by a number, highest first, those of zero left out. */
public final class Bars {
    private static final int MOST = 12;

    private Bars() {}

    /** The chart; empty where every number is zero. */
    public static <T> Optional<Chart> of(
            String id,
            int playbook,
            String title,
            String unit,
            List<T> things,
            Function<T, String> name,
            ToDoubleFunction<T> number,
            String caption) {
        List<T> ranked = things.stream()
                .filter(thing -> number.applyAsDouble(thing) > 0)
                .sorted((a, b) -> {
                    int higher = Double.compare(number.applyAsDouble(b), number.applyAsDouble(a));
                    return higher != 0 ? higher : name.apply(a).compareTo(name.apply(b));
                })
                .limit(MOST)
                .toList();
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        ChartSeries bars = new ChartSeries(
                title, List.of(), ranked.stream().map(number::applyAsDouble).toList());
        return Optional.of(new Chart(
                id,
                playbook,
                title,
                Chart.Kind.BARS,
                unit,
                List.of(bars),
                ranked.stream().map(name).toList(),
                List.of(),
                caption));
    }
}
