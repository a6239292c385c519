package ergodiag.report.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.function.Consumer;

/**
 * A chart that is drawn where it is shown, by whoever shows it, and not before: on paper it need not become text and be read again.
 *
 * @param name no other chart of the page has it
 * @param width in pixels of a style sheet
 * @param height in pixels of a style sheet
 * @param pen draws it
 */
public record Sketch(String name, int width, int height, Consumer<Graphics2D> pen) {
    private static final String MARK = "data-drawing";

    /** Draws it; letters are measured by their outlines, so that it is the same with every Java. */
    public void draw(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.accept(graphics);
    }

    /** The attribute by which an element says which sketch stands there. */
    public static String attribute() {
        return MARK;
    }

    /** The element that keeps its place in a page, with its text alternative. */
    String place(String label) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" role=\"img\" alt=\"" + SvgText.escaped(label) + "\" " + MARK + "=\"" + SvgText.escaped(name)
                + "\"></svg>";
    }
}
