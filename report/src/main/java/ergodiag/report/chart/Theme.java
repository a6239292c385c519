package ergodiag.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * How every chart looks. Colours are those of Okabe and Ito, which colour-blind readers can tell apart, darkened where they would
 * vanish on white; each series also has a marker and a stroke of its own. Letters are measured with the Liberation font that is on
 * the class path, so that a drawing never depends on the fonts of the machine.
 */
final class Theme {
    static final Color INK = new Color(0x1f, 0x29, 0x33);
    static final Color MUTED = new Color(0x5b, 0x66, 0x72);
    static final Color GRID = new Color(0xe3, 0xe7, 0xec);
    static final Color OTHERS = new Color(0xa9, 0xb1, 0xba);
    static final Color BAND = new Color(0xee, 0xf1, 0xf5);
    /** Paints nothing. */
    static final Color NONE = new Color(0, 0, 0, 0);

    static final Color PAPER = new Color(0xfe, 0xfe, 0xfe);

    private static final List<Color> SERIES = List.of(
            new Color(0x00, 0x72, 0xb2),
            new Color(0xd5, 0x5e, 0x00),
            new Color(0x00, 0x8f, 0x6b),
            new Color(0xb8, 0x5b, 0x92),
            new Color(0xb5, 0x83, 0x00),
            new Color(0x3a, 0x9a, 0xd9),
            new Color(0x6b, 0x4e, 0xa8),
            new Color(0x7a, 0x5c, 0x43));
    private static final float[][] DASHES = {{}, {7, 3}, {2, 3}, {9, 3, 2, 3}};

    /** Number of series that can be told apart; those beyond are drawn as "others". */
    static final int DISTINCT = SERIES.size();

    private Theme() {}

    /** Apart, since a machine may have no letters, and colours all the same. */
    private static final class Face {
        private static final Font REGULAR = font("LiberationSans-Regular.ttf");
    }

    /** Whether the fonts of drawings and of paper have a letter for it. */
    static boolean shows(int character) {
        return Face.REGULAR.canDisplay(character);
    }

    static Font text(float size) {
        return Face.REGULAR.deriveFont(size);
    }

    static Color series(int index) {
        return SERIES.get(index % SERIES.size());
    }

    /** The name a colour has in the style sheet; the colour itself where it has none. */
    static String cssName(Color color) {
        int index = SERIES.indexOf(color);
        if (index >= 0) {
            return "var(--s" + index + ")";
        }
        if (color.equals(INK)) {
            return "var(--ink)";
        }
        if (color.equals(MUTED)) {
            return "var(--muted)";
        }
        if (color.equals(GRID)) {
            return "var(--grid)";
        }
        if (color.equals(OTHERS)) {
            return "var(--others)";
        }
        if (color.equals(BAND)) {
            return "var(--band)";
        }
        return color.equals(PAPER) ? "var(--paper)" : hex(color);
    }

    static String hex(Color color) {
        return String.format(java.util.Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
    }

    static Stroke stroke(int index) {
        float[] dash = DASHES[index % DASHES.length];
        return dash.length == 0
                ? new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    static Shape marker(int index) {
        return switch (index % 4) {
            case 0 -> new Ellipse2D.Double(-2.5, -2.5, 5, 5);
            case 1 -> new Rectangle2D.Double(-2.3, -2.3, 4.6, 4.6);
            case 2 -> polygon(0, -3.2, 3, 2.4, -3, 2.4);
            default -> polygon(0, -3.3, 3.3, 0, 0, 3.3, -3.3, 0);
        };
    }

    /** A marker that stands alone, without a line. */
    static Shape sign(int index) {
        return AffineTransform.getScaleInstance(1.9, 1.9).createTransformedShape(marker(index));
    }

    private static Shape polygon(double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }

    private static Font font(String file) {
        MachineFonts.replace();
        try (InputStream in = Theme.class.getResourceAsStream("/liberation/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the font " + file + " is not on the class path");
            }
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font " + file + " cannot be read", e);
        }
    }
}
