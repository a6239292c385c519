package ergodiag.report.chart;

import ergodiag.analyze.Chart;
import ergodiag.analyze.Chart.ChartSeries;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** Values over time: one line per series, a gap where a value is missing, a marker on each reading so that a single one is seen. */
final class LineChart {
    private static final int MARKERS_UP_TO = 80;

    private final List<ChartSeries> series;
    private final String unit;

    LineChart(Chart chart) {
        unit = chart.unit();
        series = mostTelling(chart.series());
    }

    Consumer<Graphics2D> drawer(int width, int height) {
        XYPlot plot = new XYPlot(dataset(), timeAxis(), Axes.values(unit, series), renderer());
        Axes.calm(plot);
        JFreeChart chart = Axes.chart(plot, series.size() > 1);
        return graphics -> chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    }

    /** Those that move most get the colours and are drawn last, on top; the rest is grey and has no legend. */
    private static List<ChartSeries> mostTelling(List<ChartSeries> all) {
        List<ChartSeries> ordered = new ArrayList<>(all);
        if (all.size() > Theme.DISTINCT) {
            ordered.sort(Comparator.comparingDouble(LineChart::movement)
                    .thenComparingDouble(LineChart::highest)
                    .reversed());
        }
        return ordered;
    }

    private static double movement(ChartSeries one) {
        DoubleSummaryStatistics values = statistics(one);
        return values.getCount() == 0 ? Double.NEGATIVE_INFINITY : values.getMax() - values.getMin();
    }

    private static double highest(ChartSeries one) {
        return statistics(one).getMax();
    }

    private static DoubleSummaryStatistics statistics(ChartSeries one) {
        return one.values().stream().filter(v -> !v.isNaN()).mapToDouble(v -> v).summaryStatistics();
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
            boolean telling = s < Theme.DISTINCT;
            renderer.setSeriesPaint(s, telling ? Theme.series(s) : Theme.OTHERS);
            renderer.setSeriesStroke(s, Theme.stroke(telling ? s : 0));
            renderer.setSeriesShape(s, Theme.marker(s));
            renderer.setSeriesShapesVisible(s, series.get(s).values().size() <= MARKERS_UP_TO);
            renderer.setSeriesVisibleInLegend(s, telling);
        }
        renderer.setLegendItemLabelGenerator(
                (data, s) -> Axes.legend(series.get(s).name(), s, series.size()));
        return renderer;
    }

    private static DateAxis timeAxis() {
        TimeZone utc = TimeZone.getTimeZone("UTC");
        DateAxis axis = new DateAxis("UTC", utc, Locale.ROOT);
        DateFormat format = new SimpleDateFormat("HH:mm:ss", Locale.ROOT);
        format.setTimeZone(utc);
        axis.setDateFormatOverride(format);
        Axes.calm(axis);
        return axis;
    }
}
