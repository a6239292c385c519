package ergodiag.incident.monitoring;

import ergodiag.findings.Numbers;
import ergodiag.incident.source.Event;
import ergodiag.incident.source.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of the series of a file since when they are not what they were before. */
final class SinceWhen {
    private static final int MOST = 8;

    private SinceWhen() {}

    private record Change(Event event, double clearness) {}

    /** The clearest changes. @param metrics the series of each metric, sorted */
    static List<Event> events(Map<String, List<Measured>> metrics, Surroundings surroundings, String file) {
        List<Change> changes = new ArrayList<>();
        for (List<Measured> all : metrics.values()) {
            for (Measured one : all) {
                boolean counter = one.isCounter();
                Optional<LeftRange> left = LeftRange.of((counter ? one.rate() : one).known());
                left.ifPresent(range -> changes.add(new Change(
                        new Event(
                                Instant.ofEpochMilli(range.since()),
                                Event.Kind.CHANGE,
                                surroundings.nodes().contains(one.node()) ? one.node() : "",
                                text(one, MonitoringCharts.legend(one, all), range, counter),
                                file,
                                0),
                        range.clearness())));
            }
        }
        return changes.stream()
                .sorted(Comparator.comparingDouble((Change change) -> -change.clearness())
                        .thenComparing(change -> change.event().at())
                        .thenComparing(change -> change.event().text()))
                .limit(MOST)
                .map(Change::event)
                .toList();
    }

    private static String text(Measured one, String legend, LeftRange range, boolean rate) {
        String unit = MonitoringCharts.unit(one.name);
        String whose = legend.equals(one.name) ? one.name : one.name + " of " + legend;
        String low = quantity(range.low(), unit);
        String high = quantity(range.high(), unit);
        String was = low.equals(high) ? "what it was before, " + low + "," : "its range of " + low + " to " + high;
        String perSecond = rate ? " per second" : "";
        return (rate ? "The rate of " : "") + whose + " left " + was + perSecond + " and reached "
                + quantity(range.reached(), unit) + perSecond;
    }

    private static String quantity(double value, String unit) {
        return switch (unit) {
            case "bytes" -> Numbers.size(value);
            case "s" -> Numbers.number(value) + " s";
            default -> Numbers.number(value);
        };
    }
}
