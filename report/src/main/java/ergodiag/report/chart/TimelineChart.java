package ergodiag.report.chart;

import ergodiag.findings.TimelineEntry;
import ergodiag.findings.TimelineEntry.Kind;
import ergodiag.report.chart.Frame.Mark;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.DefaultXYDataset;

/** What happened when, a lane for each node and a sign for each kind. What lies far before the capture is left to the list. */
public final class TimelineChart {
    private static final int MOST_LANES = 16;
    private static final int LANE = 26;
    private static final Duration LEAST = Duration.ofMinutes(2);
    /** What happened shortly before the capture is shown; a fault that is weeks old would press all else into one point. */
    private static final int BEFORE = 4;

    private final List<TimelineEntry> shown;
    private final List<String> lanes;
    private final Instant from;
    private final Instant until;
    private final Frame setting;

    private TimelineChart(List<TimelineEntry> entries, Frame setting, Instant started, Instant finished) {
        this.setting = setting;
        Duration window = Duration.between(started, finished);
        Instant earliest = started.minus(window.compareTo(LEAST) < 0 ? LEAST : window.multipliedBy(BEFORE));
        List<TimelineEntry> near = entries.stream()
                .filter(entry -> !entry.node().isEmpty() && entry.length().isZero())
                .filter(entry -> !entry.at().isBefore(earliest) && !entry.at().isAfter(finished))
                .toList();
        lanes = near.stream()
                .map(TimelineEntry::node)
                .distinct()
                .sorted(Comparator.comparingInt((String node) -> setting.nodes().indexOf(node))
                        .thenComparing(node -> node))
                .limit(MOST_LANES)
                .toList();
        shown = near.stream().filter(entry -> lanes.contains(entry.node())).toList();
        from = shown.stream()
                .map(TimelineEntry::at)
                .min(Comparator.naturalOrder())
                .filter(first -> first.isBefore(started))
                .orElse(started);
        until = finished;
    }

    /** The drawing; empty where no node has anything to show. */
    public static Optional<Drawing> of(
            List<TimelineEntry> entries, String id, Frame setting, Instant started, Instant finished, String label) {
        TimelineChart chart = new TimelineChart(entries, setting, started, finished);
        return chart.shown.isEmpty() || Letters.missing().isPresent()
                ? Optional.empty()
                : Optional.of(chart.drawing(id, started, label));
    }

    private Drawing drawing(String id, Instant started, String label) {
        int width = setting.medium().width(true);
        int height = 76 + LANE * lanes.size();
        Map<Kind, List<TimelineEntry>> kinds = shown.stream()
                .collect(Collectors.groupingBy(
                        TimelineEntry::kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));
        XYPlot plot = new XYPlot(
                dataset(kinds), time(), axis(), signs(kinds.keySet().stream().toList()));
        Axes.calm(plot);
        List<Mark> marks = new ArrayList<>(setting.marks());
        if (from.isBefore(started)) {
            marks.add(new Mark("capture", started, started));
        }
        marks.forEach(mark -> plot.addDomainMarker(
                Marking.of(mark, setting.medium()), mark.lasts() ? Layer.BACKGROUND : Layer.FOREGROUND));
        JFreeChart chart = Axes.chart(plot, Marking.legend(plot, marks, true));
        return Drawing.drawn(
                id,
                label,
                setting.medium(),
                true,
                height,
                (Graphics2D graphics) -> chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height)));
    }

    private DefaultXYDataset dataset(Map<Kind, List<TimelineEntry>> kinds) {
        DefaultXYDataset data = new DefaultXYDataset();
        kinds.forEach((kind, entries) -> {
            double[][] points = new double[2][entries.size()];
            for (int i = 0; i < entries.size(); i++) {
                points[0][i] = entries.get(i).at().toEpochMilli();
                points[1][i] = lanes.indexOf(entries.get(i).node());
            }
            data.addSeries(kind, points);
        });
        return data;
    }

    private TimeAxis time() {
        TimeAxis axis = new TimeAxis();
        long margin = Math.max(500, Duration.between(from, until).toMillis() / 50);
        axis.setRange(from.toEpochMilli() - (double) margin, until.toEpochMilli() + (double) margin);
        return axis;
    }

    private SymbolAxis axis() {
        SymbolAxis axis = new SymbolAxis(
                null,
                lanes.stream().map(node -> setting.medium().text(node, 28)).toArray(String[]::new));
        Axes.calm(axis);
        axis.setTickLabelPaint(Theme.INK);
        axis.setGridBandsVisible(false);
        axis.setInverted(true);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        axis.setRange(-0.5, lanes.size() - 0.5);
        return axis;
    }

    private static XYLineAndShapeRenderer signs(List<Kind> kinds) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        for (int k = 0; k < kinds.size(); k++) {
            renderer.setSeriesShape(k, Theme.sign(k));
            renderer.setSeriesPaint(k, Theme.series(kinds.get(k) == Kind.FAULT ? 1 : k < 1 ? 0 : k + 1));
        }
        renderer.setLegendItemLabelGenerator((data, k) -> words(kinds.get(k)));
        return renderer;
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case FAULT -> "a fault began";
            case CHANGE -> "changed then";
            case NODE -> "last answer";
            case RESTART, CAPTURE -> kind.word();
            case LINK -> "link lost or made";
            case ERROR, PANIC, WARNING -> "first " + kind.word() + " of its kind";
        };
    }
}
