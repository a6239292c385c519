package ergodiag.report.chart;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bars that lie, one per category with its name in full before it, beside each other or stacked. */
final class BarChart {
    private static final int LONGEST_NAME = 44;
    private static final int MOST_BARS = 12;
    private static final int MOST_BARS_OF_LEAD = 6;

    private final Chart chart;
    private final Medium medium;
    private final int width;
    private final boolean stacked;
    private final List<Integer> shown;
    private final Colours colours;

    BarChart(Chart chart, Frame setting, int width) {
        this.chart = chart;
        this.medium = setting.medium();
        this.colours = new Colours(chart.series(), setting.nodes());
        this.width = width;
        this.stacked = chart.kind() == Chart.Kind.STACKED_BARS;
        this.shown = highest(chart, setting.lead() ? MOST_BARS_OF_LEAD : MOST_BARS);
    }

    /** The places of the categories with the highest sums, in the order they came. */
    private static List<Integer> highest(Chart chart, int most) {
        return IntStream.range(0, chart.categories().size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -sum(chart, c))
                        .thenComparing(c -> c))
                .limit(most)
                .sorted()
                .toList();
    }

    private static double sum(Chart chart, int category) {
        return chart.series().stream()
                .filter(one -> category < one.values().size())
                .mapToDouble(one -> one.values().get(category))
                .filter(value -> !Double.isNaN(value))
                .sum();
    }

    private String axis() {
        int all = chart.categories().size();
        return shown.size() == all ? "" : "the " + shown.size() + " highest of " + all;
    }

    int height() {
        int bars = stacked ? 1 : Math.max(1, chart.series().size());
        int each = bars == 1 ? 28 : 12 + 13 * bars;
        return 50 + each * Math.max(2, shown.size()) + 20 * legendLines();
    }

    private int legendLines() {
        if (chart.series().size() < 2) {
            return 0;
        }
        int letters = chart.series().stream()
                .mapToInt(one -> Math.min(58, one.name().length()) + 6)
                .sum();
        return 1 + letters * 6 / Math.max(1, width - 40);
    }

    Consumer<Graphics2D> drawer() {
        CategoryAxis names = new CategoryAxis();
        Axes.calm(names);
        names.setTickLabelPaint(Theme.INK);
        names.setTickMarksVisible(false);
        names.setMaximumCategoryLabelLines(1);
        names.setMaximumCategoryLabelWidthRatio(0.6f);
        names.setLowerMargin(0.01);
        names.setUpperMargin(0.01);
        names.setCategoryMargin(stacked || chart.series().size() == 1 ? 0.3 : 0.22);
        NumberAxis values = Axes.values(chart.unit(), chart.series());
        if (!axis().isEmpty()) {
            values.setLabel(values.getLabel() == null ? axis() : values.getLabel() + ", " + axis());
        }
        values.setUpperMargin(stacked ? 0.03 : 0.14);
        CategoryPlot plot = new CategoryPlot(dataset(), names, values, renderer());
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(org.jfree.chart.axis.AxisLocation.BOTTOM_OR_LEFT);
        Axes.calm(plot);
        JFreeChart drawn = Axes.chart(plot, chart.series().size() > 1);
        return graphics -> drawn.draw(graphics, new Rectangle2D.Double(0, 0, width, height()));
    }

    /** Rows are numbered, since two series may share a name; columns are names made distinct by their place. */
    private DefaultCategoryDataset dataset() {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        List<ChartSeries> series = colours.ordered();
        for (int s = 0; s < series.size(); s++) {
            List<Double> values = series.get(s).values();
            for (int c : shown) {
                double value = c < values.size() ? values.get(c) : Double.NaN;
                data.addValue(
                        Double.isNaN(value) ? null : (Number) value,
                        s,
                        new Name(c, medium.text(chart.categories().get(c), LONGEST_NAME)));
            }
        }
        return data;
    }

    private BarRenderer renderer() {
        BarRenderer renderer = stacked ? new StackedBarRenderer() : new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setItemMargin(0.05);
        renderer.setMaximumBarWidth(0.4);
        for (int s = 0; s < chart.series().size(); s++) {
            boolean telling = colours.of(s) != Colours.GREY;
            renderer.setSeriesPaint(s, telling ? Theme.series(colours.of(s)) : Theme.OTHERS);
            renderer.setSeriesVisibleInLegend(s, telling);
        }
        if (!stacked) {
            renderer.setDefaultItemLabelGenerator(new ValueLabels(chart.unit()));
            renderer.setDefaultItemLabelsVisible(true);
            renderer.setDefaultPositiveItemLabelPosition(
                    new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
            renderer.setDefaultItemLabelFont(Theme.text(11));
            renderer.setDefaultItemLabelPaint(Theme.MUTED);
        }
        renderer.setLegendItemLabelGenerator((data, s) -> Axes.legend(
                medium,
                colours.ordered().get(s).name(),
                s == colours.coloured() - 1 ? chart.series().size() - s - 1 : 0));
        return renderer;
    }

    /** The value at the end of its bar. */
    private static final class ValueLabels extends StandardCategoryItemLabelGenerator {
        private static final long serialVersionUID = 1L;
        private final String unit;

        ValueLabels(String unit) {
            this.unit = unit;
        }

        @Override
        public String generateLabel(CategoryDataset data, int row, int column) {
            Number value = data.getValue(row, column);
            return value == null ? "" : Quantity.tick(value.doubleValue(), unit);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ValueLabels that && that.unit.equals(unit);
        }

        @Override
        public int hashCode() {
            return unit.hashCode();
        }
    }

    /** A name of the axis, distinct from an equal name at another place. */
    private record Name(int place, String name) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            return Integer.compare(place, other.place);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
