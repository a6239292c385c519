package ergodiag.report.chart;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Chart.Level;
import ergodiag.report.chart.Frame.Mark;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.Consumer;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.DefaultXYDataset;

/** Values over time: one line per series, a gap where a value is missing, a marker on each reading so that a single one is seen. */
final class LineChart {
    private static final int MARKERS_UP_TO = 80;
    /** Above the lines, for the names of what is marked. */
    private static final double ROOM_FOR_NAMES = 0.18;

    private final List<ChartSeries> series;
    private final Colours colours;
    private final List<Level> levels;
    private final List<Mark> marks;
    private final Medium medium;
    private final String unit;
    private final TimeScale time;

    LineChart(Chart chart, Frame setting) {
        unit = chart.unit();
        time = setting.time();
        medium = setting.medium();
        colours = new Colours(chart.series(), setting.nodes());
        series = colours.ordered();
        levels = chart.levels().stream().filter(level -> isNear(level, chart)).toList();
        marks = isFlat(chart) ? List.of() : setting.marks();
    }

    /** Whether a limit lies where the lines are; one far above would press them flat. */
    static boolean isNear(Level level, Chart chart) {
        return level.value()
                <= 3
                        * chart.series().stream()
                                .flatMap(one -> one.values().stream())
                                .filter(value -> !value.isNaN())
                                .mapToDouble(value -> value)
                                .max()
                                .orElse(0);
    }

    /** Whether there is nothing to see but zeros: that they are known is shown, but not at length. */
    static boolean isFlat(Chart chart) {
        return chart.series().stream()
                .flatMap(one -> one.values().stream())
                .allMatch(value -> value.isNaN() || value == 0);
    }

    Consumer<Graphics2D> drawer(int width, int height) {
        NumberAxis values = Axes.values(unit, series);
        XYPlot plot = new XYPlot(dataset(), new TimeAxis(time), values, renderer());
        Axes.calm(plot);
        for (Level level : levels) {
            values.setAutoRangeMinimumSize(Math.max(values.getAutoRangeMinimumSize(), level.value()));
            plot.addRangeMarker(Marking.level(level, medium), Layer.FOREGROUND);
        }
        if (marks.stream().anyMatch(mark -> !mark.lasts())) {
            values.setUpperMargin(ROOM_FOR_NAMES);
        }
        Marking.gaps(plot, time, true);
        for (Mark mark : marks) {
            plot.addDomainMarker(Marking.of(mark, medium), mark.lasts() ? Layer.BACKGROUND : Layer.FOREGROUND);
        }
        JFreeChart chart = Axes.chart(plot, Marking.legend(plot, marks, series.size() > 1));
        return graphics -> chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    }

    private DefaultXYDataset dataset() {
        DefaultXYDataset data = new DefaultXYDataset();
        for (int s = 0; s < series.size(); s++) {
            ChartSeries one = series.get(s);
            int length = Math.min(one.times().size(), one.values().size());
            double[][] points = new double[2][length];
            for (int i = 0; i < length; i++) {
                points[0][i] = one.times().get(i).toEpochMilli();
                points[1][i] = one.values().get(i);
            }
            data.addSeries(s, points);
        }
        return data;
    }

    private XYLineAndShapeRenderer renderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        renderer.setDrawSeriesLineAsPath(true);
        for (int s = 0; s < series.size(); s++) {
            int colour = colours.of(s);
            boolean telling = colour != Colours.GREY;
            renderer.setSeriesPaint(s, telling ? Theme.series(colour) : Theme.OTHERS);
            renderer.setSeriesStroke(s, Theme.stroke(telling ? colour : 0));
            renderer.setSeriesShape(s, Theme.marker(telling ? colour : s));
            renderer.setSeriesShapesVisible(s, series.get(s).values().size() <= MARKERS_UP_TO);
            renderer.setSeriesVisibleInLegend(s, telling);
        }
        renderer.setLegendItemLabelGenerator((data, s) ->
                Axes.legend(medium, series.get(s).name(), s == colours.coloured() - 1 ? series.size() - s - 1 : 0));
        return renderer;
    }
}
