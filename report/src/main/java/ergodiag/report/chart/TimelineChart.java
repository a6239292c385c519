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
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.DefaultXYDataset;

/** What happened when, a lane for each node and a sign for each kind. */
public final class TimelineChart {
    private static final int MOST_LANES = 16;
    private static final int LANE = 26;
    private static final Duration LEAST = Duration.ofMinutes(2);
    /** What happened shortly before the capture is shown; a fault that is weeks old would press all else into one point. */
    private static final int BEFORE = 4;

    /**
     * A sign in a lane.
     *
     * @param at when
     * @param lane whose
     * @param kind what kind of thing, in words for the legend
     * @param rank its place in the legend
     * @param grave whether it is what readers look for
     */
    public record Sign(Instant at, String lane, String kind, int rank, boolean grave) {}

    private final List<Sign> shown;
    private final List<String> lanes;
    private final Instant from;
    private final Instant until;
    private final Frame setting;

    private TimelineChart(List<Sign> signs, Frame setting, Instant from, Instant until) {
        this.setting = setting;
        this.from = from;
        this.until = until;
        lanes = signs.stream()
                .map(Sign::lane)
                .distinct()
                .sorted(Comparator.comparingInt((String lane) -> setting.nodes().indexOf(lane))
                        .thenComparing(lane -> lane))
                .limit(MOST_LANES)
                .toList();
        shown = signs.stream().filter(sign -> lanes.contains(sign.lane())).toList();
    }

    /** The drawing; empty where no node has anything to show. What lies far before the capture is left to the list. */
    public static Optional<Drawing> of(
            List<TimelineEntry> entries, String id, Frame setting, Instant started, Instant finished, String label) {
        Duration window = Duration.between(started, finished);
        Instant earliest = started.minus(window.compareTo(LEAST) < 0 ? LEAST : window.multipliedBy(BEFORE));
        List<Sign> near = entries.stream()
                .filter(entry -> !entry.node().isEmpty() && entry.length().isZero())
                .filter(entry -> !entry.at().isBefore(earliest) && !entry.at().isAfter(finished))
                .map(entry -> new Sign(
                        entry.at(),
                        entry.node(),
                        words(entry.kind()),
                        entry.kind().ordinal(),
                        entry.kind() == Kind.FAULT))
                .toList();
        TimelineChart chart = new TimelineChart(near, setting, started, finished);
        Instant from = chart.shown.stream()
                .map(Sign::at)
                .min(Comparator.naturalOrder())
                .filter(first -> first.isBefore(started))
                .orElse(started);
        List<Mark> marks = new ArrayList<>(setting.marks());
        if (from.isBefore(started)) {
            marks.add(new Mark("capture", started, started));
        }
        return new TimelineChart(near, setting, from, finished).drawing(id, marks, label);
    }

    /** The drawing of these, whatever they are; empty where there are none. */
    public static Optional<Drawing> of(
            List<Sign> signs, Instant from, Instant until, String id, Frame setting, String label) {
        return new TimelineChart(signs, setting, from, until).drawing(id, setting.marks(), label);
    }

    private Optional<Drawing> drawing(String id, List<Mark> marks, String label) {
        if (shown.isEmpty() || Letters.missing().isPresent()) {
            return Optional.empty();
        }
        int width = setting.medium().width(true);
        int height = 76 + LANE * lanes.size();
        List<List<Sign>> kinds = shown.stream()
                .collect(Collectors.groupingBy(Sign::rank, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .toList();
        XYPlot plot = new XYPlot(dataset(kinds), time(), axis(), signs(kinds));
        Axes.calm(plot);
        Marking.gaps(plot, setting.time(), false);
        marks.forEach(mark -> plot.addDomainMarker(
                Marking.of(mark, setting.medium()), mark.lasts() ? Layer.BACKGROUND : Layer.FOREGROUND));
        JFreeChart chart = Axes.chart(plot, Marking.legend(plot, marks, true));
        return Optional.of(Drawing.drawn(
                id,
                label,
                setting.medium(),
                true,
                height,
                (Graphics2D graphics) -> chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height))));
    }

    private DefaultXYDataset dataset(List<List<Sign>> kinds) {
        DefaultXYDataset data = new DefaultXYDataset();
        for (List<Sign> signs : kinds) {
            double[][] points = new double[2][signs.size()];
            for (int i = 0; i < signs.size(); i++) {
                points[0][i] = signs.get(i).at().toEpochMilli();
                points[1][i] = lanes.indexOf(signs.get(i).lane());
            }
            data.addSeries(signs.get(0).rank(), points);
        }
        return data;
    }

    private TimeAxis time() {
        TimeAxis axis = new TimeAxis(setting.time());
        if (!setting.time().isFolded()) {
            long margin = Math.max(500, Duration.between(from, until).toMillis() / 50);
            axis.setRange(from.toEpochMilli() - (double) margin, until.toEpochMilli() + (double) margin);
        }
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

    private static XYLineAndShapeRenderer signs(List<List<Sign>> kinds) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        for (int k = 0; k < kinds.size(); k++) {
            renderer.setSeriesShape(k, Theme.sign(k));
            renderer.setSeriesPaint(k, Theme.series(kinds.get(k).get(0).grave() ? 1 : k < 1 ? 0 : k + 1));
        }
        renderer.setLegendItemLabelGenerator((data, k) -> kinds.get(k).get(0).kind());
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
