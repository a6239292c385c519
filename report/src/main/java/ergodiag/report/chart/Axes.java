package ergodiag.report.chart;

import ergodiag.findings.Chart.ChartSeries;
import java.awt.BasicStroke;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.RangeType;

/** What all charts share: quiet axes and grid, short numbers, the legend above the plot. */
final class Axes {
    static final float TEXT = 12;
    /** Right of the plot. */
    static final double RIGHT = 8;

    /** Of these there are no parts. */
    private static final Set<String> COUNTS = Set.of("messages", "processes", "goroutines", "restarts");

    private Axes() {}

    static JFreeChart chart(Plot plot, boolean legend) {
        JFreeChart chart = new JFreeChart(null, Theme.text(TEXT), plot, false);
        chart.setBackgroundPaint(null);
        chart.setBorderVisible(false);
        chart.setPadding(new RectangleInsets(2, 0, 0, RIGHT));
        if (legend) {
            LegendTitle title = new LegendTitle(plot);
            title.setItemFont(Theme.text(TEXT));
            title.setItemPaint(Theme.INK);
            title.setBackgroundPaint(null);
            title.setFrame(BlockBorder.NONE);
            title.setPosition(RectangleEdge.TOP);
            title.setHorizontalAlignment(HorizontalAlignment.LEFT);
            title.setPadding(new RectangleInsets(0, 0, 4, 0));
            title.setItemLabelPadding(new RectangleInsets(1, 3, 1, 10));
            chart.addSubtitle(title);
        }
        return chart;
    }

    static void calm(XYPlot plot) {
        quiet(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Theme.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setRangeZeroBaselineVisible(false);
        plot.setAxisOffset(new RectangleInsets(2, 2, 2, 2));
    }

    static void calm(CategoryPlot plot) {
        quiet(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Theme.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(new RectangleInsets(2, 2, 2, 2));
    }

    private static void quiet(Plot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(new RectangleInsets(0, 0, 0, 0));
        plot.setNoDataMessage("no readings");
        plot.setNoDataMessageFont(Theme.text(TEXT));
        plot.setNoDataMessagePaint(Theme.MUTED);
    }

    static void calm(Axis axis) {
        axis.setTickLabelFont(Theme.text(TEXT));
        axis.setTickLabelPaint(Theme.MUTED);
        axis.setLabelFont(Theme.text(TEXT));
        axis.setLabelPaint(Theme.MUTED);
        axis.setAxisLinePaint(Theme.OTHERS);
        axis.setTickMarkPaint(Theme.OTHERS);
        axis.setTickMarkStroke(new BasicStroke(1));
        axis.setAxisLineStroke(new BasicStroke(1));
    }

    /** The axis of the values, from zero, with its unit. */
    static NumberAxis values(String unit, List<ChartSeries> series) {
        NumberAxis axis =
                new NumberAxis(Quantity.isBytes(unit) ? unit.replace("bytes", "") : unit.equals("1") ? "" : unit);
        if (axis.getLabel().isEmpty()) {
            axis.setLabel(null);
        }
        axis.setStandardTickUnits(ticks(unit));
        axis.setAutoRangeIncludesZero(true);
        DoubleSummaryStatistics all = series.stream()
                .flatMap(one -> one.values().stream())
                .filter(value -> !value.isNaN())
                .mapToDouble(value -> value)
                .summaryStatistics();
        axis.setAutoRangeMinimumSize(all.getMax() > 0 ? all.getMax() : 1);
        if (all.getMin() >= 0) {
            axis.setRangeType(RangeType.POSITIVE);
        }
        axis.setUpperMargin(0.06);
        if (all.getMin() == 0 && all.getMax() == 0) {
            axis.setTickUnit(new NumberTickUnit(1, new ShortNumbers(unit)));
        }
        calm(axis);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    private static TickUnits ticks(String unit) {
        TickUnits ticks = new TickUnits();
        DecimalFormat format = new ShortNumbers(unit);
        if (Quantity.isBytes(unit)) {
            for (int power = 0; power < 60; power++) {
                ticks.add(new NumberTickUnit(Math.pow(2, power), format));
            }
            return ticks;
        }
        for (int power = COUNTS.contains(unit) ? 0 : -9; power < 16; power++) {
            for (double factor : new double[] {1, 2, 5}) {
                ticks.add(new NumberTickUnit(factor * Math.pow(10, power), format));
            }
        }
        return ticks;
    }

    /** The text of a legend entry; the last that has a colour says how many have none. */
    static String legend(Medium medium, String name, int grey) {
        String text = medium.text(name, 58);
        return grey > 0 ? text + "   (grey: " + grey + " more)" : text;
    }

    /** Numbers of an axis as {@link Quantity#tick} writes them. */
    private static final class ShortNumbers extends DecimalFormat {
        private static final long serialVersionUID = 1L;
        private final String unit;

        ShortNumbers(String unit) {
            super("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
            this.unit = unit;
        }

        @Override
        public StringBuffer format(double number, StringBuffer text, FieldPosition position) {
            return text.append(Quantity.tick(number, unit));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ShortNumbers that && that.unit.equals(unit);
        }

        @Override
        public int hashCode() {
            return unit.hashCode();
        }
    }
}
