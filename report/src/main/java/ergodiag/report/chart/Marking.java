package ergodiag.report.chart;

import ergodiag.findings.Chart.Level;
import ergodiag.findings.Numbers;
import ergodiag.report.chart.Frame.Mark;
import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.time.Duration;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** Limits and happenings beside the lines: what lasted is a pale band, what happened at once and what is a limit is a thin line with its name. */
final class Marking {
    private static final float TEXT = 11;
    private static final BasicStroke THIN =
            new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {3, 3}, 0);

    private Marking() {}

    static Marker of(Mark mark, Medium medium) {
        long from = mark.from().toEpochMilli();
        if (mark.lasts()) {
            IntervalMarker band = new IntervalMarker(from, mark.until().toEpochMilli(), Theme.BAND);
            band.setAlpha(1);
            band.setOutlinePaint(null);
            return band;
        }
        ValueMarker line = thin(from, medium.text(mark.name(), 40));
        line.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        line.setLabelTextAnchor(TextAnchor.TOP_LEFT);
        line.setLabelOffset(new RectangleInsets(1, 4, 0, 4));
        return line;
    }

    /** Where nobody looked, and for how long. */
    static void gaps(XYPlot plot, TimeScale time, boolean named) {
        for (TimeScale.Stretch gap : time.gaps()) {
            IntervalMarker band =
                    new IntervalMarker(gap.from().toEpochMilli(), gap.until().toEpochMilli(), Theme.BAND);
            band.setAlpha(1);
            band.setOutlinePaint(null);
            if (named && time.gapsHaveNames()) {
                band.setLabel(Numbers.time(Duration.between(gap.from(), gap.until())));
                band.setLabelFont(Theme.text(TEXT));
                band.setLabelPaint(Theme.MUTED);
                band.setLabelAnchor(RectangleAnchor.BOTTOM);
                band.setLabelTextAnchor(TextAnchor.BOTTOM_CENTER);
                band.setLabelBackgroundColor(Theme.NONE);
            }
            plot.addDomainMarker(band, Layer.BACKGROUND);
        }
    }

    static Marker level(Level level, Medium medium) {
        ValueMarker line = thin(level.value(), medium.text(level.name(), 40));
        line.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        line.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        line.setLabelOffset(new RectangleInsets(2, 4, 2, 4));
        return line;
    }

    private static ValueMarker thin(double at, String name) {
        ValueMarker line = new ValueMarker(at, Theme.INK, THIN);
        line.setAlpha(1);
        line.setLabel(name);
        line.setLabelFont(Theme.text(TEXT));
        line.setLabelPaint(Theme.INK);
        line.setLabelBackgroundColor(Theme.NONE);
        return line;
    }

    /** The legend of a plot with what its bands are, once; whether there is anything to tell. */
    static boolean legend(XYPlot plot, List<Mark> marks, boolean lines) {
        LegendItemCollection items = new LegendItemCollection();
        if (lines) {
            items.addAll(plot.getLegendItems());
        }
        marks.stream().filter(Mark::lasts).limit(1).forEach(band -> {
            LegendItem item =
                    new LegendItem(band.name(), null, null, null, new Rectangle2D.Double(-4, -4, 8, 8), Theme.OTHERS);
            item.setLabelFont(Theme.text(Axes.TEXT));
            items.add(item);
        });
        plot.setFixedLegendItems(items);
        return items.getItemCount() > 0;
    }
}
