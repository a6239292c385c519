package ergodiag.findings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart of the report, as data.
 *
 * @param id stable id
 * @param playbook section it belongs to; 0 for the report as a whole
 * @param title what is to be seen in it
 * @param topic what it shows; "" where that is the title
 * @param code the code of the finding that is to be seen in it; "" for none
 * @param kind how it is drawn
 * @param unit unit of the values
 * @param series for LINE: one per line, with instants; for BARS and STACKED_BARS: one per bar segment, with categories
 * @param categories for BARS, STACKED_BARS: names along the axis; for MATRIX: names of rows and columns alike
 * @param cells for MATRIX: row by row, the text of each cell and its state; empty otherwise
 * @param caption one sentence: what to see in it; also its alternative text
 * @param levels limits that a line may reach, for LINE
 */
public record Chart(
        String id,
        int playbook,
        String title,
        String topic,
        String code,
        Kind kind,
        String unit,
        List<ChartSeries> series,
        List<String> categories,
        List<List<MatrixCell>> cells,
        String caption,
        List<Level> levels) {

    /** A chart without limits that is titled by its topic. */
    public Chart(
            String id,
            int playbook,
            String title,
            Kind kind,
            String unit,
            List<ChartSeries> series,
            List<String> categories,
            List<List<MatrixCell>> cells,
            String caption) {
        this(id, playbook, title, "", "", kind, unit, series, categories, cells, caption, List.of());
    }

    /** The same chart with what is to be seen in it as its title, by the finding of that code or "" where there is none. */
    public Chart answering(String answer, String found) {
        String about = topic.isEmpty() ? title : topic;
        return new Chart(id, playbook, answer, about, found, kind, unit, series, categories, cells, caption, levels);
    }

    /** The same chart under another id. */
    public Chart named(String other) {
        return new Chart(other, playbook, title, topic, code, kind, unit, series, categories, cells, caption, levels);
    }

    /** The same chart with a limit. */
    public Chart limited(String name, double value) {
        List<Level> more = new ArrayList<>(levels);
        more.add(new Level(name, value));
        return new Chart(
                id, playbook, title, topic, code, kind, unit, series, categories, cells, caption, List.copyOf(more));
    }

    /**
     * A limit, drawn as a line across.
     *
     * @param name what it is, short
     * @param value where it lies, in the unit of the chart
     */
    public record Level(String name, double value) {}

    /** How a chart is drawn. */
    public enum Kind {
        LINE,
        BARS,
        STACKED_BARS,
        MATRIX
    }

    /**
     * One line, or one bar segment across all categories.
     *
     * @param name legend
     * @param times instants of the values, for LINE; empty otherwise
     * @param values the values; NaN is a gap and is drawn as a gap
     */
    public record ChartSeries(String name, List<Instant> times, List<Double> values) {}

    /**
     * A cell of a matrix.
     *
     * @param text short text inside
     * @param state how well it is
     * @param hint longer text
     */
    public record MatrixCell(String text, State state, String hint) {
        /** How well a pair of row and column is. */
        public enum State implements Worded {
            OK,
            INFO,
            WARNING,
            CRITICAL,
            /** There are no readings to tell it from. */
            UNKNOWN,
            /** Row and column are the same. */
            SELF;

            /** As bad as the gravest finding about it. */
            public static State of(Severity severity) {
                return switch (severity) {
                    case INFO -> INFO;
                    case WARNING -> WARNING;
                    case CRITICAL -> CRITICAL;
                };
            }
        }
    }
}
