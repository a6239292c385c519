package ergodiag.report.chart;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Many nodes, each in a small chart of its own, all to the same scale, those that move most first. */
public final class SmallMultiples {
    /** More do not fit a page, and those that move least say least. */
    public static final int MOST = 24;

    private static final int COLUMNS = 6;
    private static final int CELL = 74;
    private static final int NAME = 15;
    private static final int GAP = 14;
    private static final float TEXT = 10;

    private final Chart chart;
    private final Frame setting;
    private final List<ChartSeries> shown;
    private final int width;
    private final double highest;
    private final long from;
    private final long until;

    SmallMultiples(Chart chart, Frame setting, int width) {
        this.chart = chart;
        this.setting = setting;
        this.width = width;
        this.shown = chart.series().stream()
                .sorted(Comparator.comparingDouble(Colours::movement).reversed().thenComparing(ChartSeries::name))
                .limit(MOST)
                .toList();
        this.highest = chart.series().stream()
                .mapToDouble(one -> Colours.statistics(one).getMax())
                .max()
                .orElse(1);
        List<Instant> times =
                chart.series().stream().flatMap(one -> one.times().stream()).toList();
        this.from = times.stream()
                .min(Comparator.naturalOrder())
                .map(Instant::toEpochMilli)
                .orElse(0L);
        this.until = times.stream()
                .max(Comparator.naturalOrder())
                .map(Instant::toEpochMilli)
                .orElse(1L);
    }

    int height() {
        return (shown.size() + COLUMNS - 1) / COLUMNS * CELL;
    }

    void draw(Graphics2D graphics) {
        double cell = (width + GAP) / (double) COLUMNS;
        for (int i = 0; i < shown.size(); i++) {
            draw(graphics, shown.get(i), i % COLUMNS * cell, (double) (i / COLUMNS) * CELL, cell - GAP);
        }
    }

    private void draw(Graphics2D graphics, ChartSeries one, double left, double top, double wide) {
        double base = top + CELL - 12.0;
        double tall = CELL - 12.0 - NAME - 5.0;
        graphics.setFont(Theme.text(TEXT));
        String value = last(one).map(v -> Quantity.tick(v, chart.unit())).orElse("");
        int room = (int) wide - graphics.getFontMetrics().stringWidth(value) - 8;
        String whole = setting.medium().text(one.name());
        String name = whole;
        for (int letters = name.length();
                letters > 4 && graphics.getFontMetrics().stringWidth(name) > room;
                letters--) {
            name = SafeText.shortened(whole, letters);
        }
        graphics.setPaint(Theme.INK);
        graphics.drawString(name, (float) left, (float) top + 11);
        graphics.setPaint(Theme.MUTED);
        graphics.drawString(
                value, (float) (left + wide - graphics.getFontMetrics().stringWidth(value)), (float) top + 11);
        graphics.setPaint(Theme.GRID);
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Line2D.Double(left, base, left + wide, base));
        int place = setting.nodes().indexOf(one.name());
        graphics.setPaint(place >= 0 && place < Theme.DISTINCT ? Theme.series(place) : Theme.MUTED);
        graphics.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        line(graphics, one, left, base, wide, tall);
    }

    private void line(Graphics2D graphics, ChartSeries one, double left, double base, double wide, double tall) {
        Path2D path = new Path2D.Double();
        boolean pen = false;
        int points = Math.min(one.times().size(), one.values().size());
        double x = left;
        double y = base;
        for (int i = 0; i < points; i++) {
            double value = one.values().get(i);
            if (Double.isNaN(value)) {
                pen = false;
                continue;
            }
            x = left + wide * (one.times().get(i).toEpochMilli() - from) / Math.max(1, until - from);
            y = base - (highest > 0 ? tall * Math.max(0, value) / highest : 0);
            if (pen) {
                path.lineTo(x, y);
            } else {
                path.moveTo(x, y);
            }
            pen = true;
        }
        graphics.draw(path);
        graphics.fill(new Ellipse2D.Double(x - 1.8, y - 1.8, 3.6, 3.6));
    }

    private static Optional<Double> last(ChartSeries one) {
        return one.values().stream().filter(value -> !value.isNaN()).reduce((before, now) -> now);
    }
}
