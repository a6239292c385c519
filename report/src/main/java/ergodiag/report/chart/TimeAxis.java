package ergodiag.report.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.DateTick;
import org.jfree.chart.axis.DateTickUnit;
import org.jfree.chart.axis.DateTickUnitType;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnitSource;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * Time, in UTC where nothing else is asked for. No two ticks have the same label: whole seconds only, milliseconds where all lies within two seconds, and the day as well
 * where the time of the day would come again. A label that the end of the drawing would cut is left out.
 */
final class TimeAxis extends DateAxis {
    private static final long serialVersionUID = 1L;
    private static final double FINE_BELOW_MILLIS = 2000;
    private static final double DAYS_ABOVE_MILLIS = 20 * 3600 * 1000.0;

    private final transient TimeScale scale;
    private final transient TimeScale.Fold fold;

    TimeAxis(TimeScale scale) {
        super(scale.label(), scale.timeZone(), Locale.ROOT);
        this.scale = scale;
        this.fold = scale.fold();
        setAutoRangeMinimumSize(FINE_BELOW_MILLIS / 2);
        setStandardTickUnits(new Units());
        Axes.calm(this);
        if (scale.isFolded()) {
            setRange(fold.instant(0), fold.instant(1));
        }
    }

    @Override
    public double valueToJava2D(double value, Rectangle2D area, RectangleEdge edge) {
        return scale.isFolded()
                ? area.getMinX() + fold.place(value) * area.getWidth()
                : super.valueToJava2D(value, area, edge);
    }

    /** Where each stretch begins and ends, as far as there is room. */
    private List<DateTick> folded(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        DateFormat format = new SimpleDateFormat(
                getRange().getLength() < DAYS_ABOVE_MILLIS ? "HH:mm:ss" : "d MMM HH:mm", Locale.ENGLISH);
        format.setTimeZone(scale.timeZone());
        List<DateTick> ticks = new ArrayList<>();
        double free = area.getMinX() - area.getWidth();
        for (TimeScale.Stretch stretch : scale.watched()) {
            for (Instant at : List.of(stretch.from(), stretch.until())) {
                Date date = Date.from(at);
                double half = graphics.getFontMetrics(getTickLabelFont()).stringWidth(format.format(date)) / 2.0 + 4;
                double place = valueToJava2D(at.toEpochMilli(), area, edge);
                if (place - half >= free && place + half <= area.getMaxX() + Axes.RIGHT + half) {
                    boolean last = place + half > area.getMaxX() + Axes.RIGHT;
                    ticks.add(new DateTick(
                            date,
                            format.format(date),
                            last ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_CENTER,
                            TextAnchor.CENTER,
                            0));
                    free = place + half;
                }
            }
        }
        return ticks;
    }

    @Override
    protected List<?> refreshTicksHorizontal(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        if (scale.isFolded()) {
            return folded(graphics, area, edge);
        }
        List<DateTick> ticks = new ArrayList<>();
        for (Object each : super.refreshTicksHorizontal(graphics, area, edge)) {
            if (each instanceof DateTick tick) {
                double half = graphics.getFontMetrics(getTickLabelFont()).stringWidth(tick.getText()) / 2.0;
                boolean fits = valueToJava2D(tick.getValue(), area, edge) + half <= area.getMaxX() + Axes.RIGHT;
                ticks.add(
                        fits
                                ? tick
                                : new DateTick(
                                        tick.getDate(),
                                        "",
                                        tick.getTextAnchor(),
                                        tick.getRotationAnchor(),
                                        tick.getAngle()));
            }
        }
        return ticks;
    }

    /** The steps that fit the length of the axis as it is when it is drawn. */
    private final class Units implements TickUnitSource {
        private final TickUnits fine = new TickUnits();
        private final TickUnits seconds = new TickUnits();
        private final TickUnits days = new TickUnits();

        Units() {
            add(fine, DateTickUnitType.MILLISECOND, "HH:mm:ss.SSS", 1, 2, 5, 10, 20, 50, 100, 200, 500);
            add(seconds, DateTickUnitType.SECOND, "HH:mm:ss", 1, 5, 10, 30);
            add(seconds, DateTickUnitType.MINUTE, "HH:mm:ss", 1, 2, 5, 10, 15, 20, 30);
            add(seconds, DateTickUnitType.HOUR, "HH:mm:ss", 1, 2, 4, 6, 12);
            add(days, DateTickUnitType.HOUR, "d MMM HH:mm", 1, 2, 4, 6, 12);
            add(days, DateTickUnitType.DAY, "d MMM HH:mm", 1, 2, 7, 15, 30, 90, 365);
        }

        private void add(TickUnits units, DateTickUnitType type, String pattern, int... steps) {
            DateFormat format = new SimpleDateFormat(pattern, Locale.ENGLISH);
            format.setTimeZone(scale.timeZone());
            for (int step : steps) {
                units.add(new DateTickUnit(type, step, format));
            }
        }

        private TickUnits fitting() {
            double length = getRange().getLength();
            return length < FINE_BELOW_MILLIS ? fine : length < DAYS_ABOVE_MILLIS ? seconds : days;
        }

        @Override
        public TickUnit getLargerTickUnit(TickUnit unit) {
            return fitting().getLargerTickUnit(unit);
        }

        @Override
        public TickUnit getCeilingTickUnit(TickUnit unit) {
            return fitting().getCeilingTickUnit(unit);
        }

        @Override
        public TickUnit getCeilingTickUnit(double size) {
            return fitting().getCeilingTickUnit(size);
        }
    }
}
