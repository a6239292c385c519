package ergodiag.report.chart;

import ergodiag.bundle.WorldError;
import ergodiag.findings.Chart;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;

/**
 * A chart as an SVG element, ready to stand in a page.
 *
 * @param svg the element; its text is escaped
 * @param wide whether it needs the whole width of the page
 * @param sketch what is drawn in the place of the element, on paper, where that is empty
 */
public record Drawing(String svg, boolean wide, Optional<Sketch> sketch) {
    /** Nothing is drawn. */
    public static final Drawing NONE = new Drawing("", false, Optional.empty());

    /** Whether a chart has anything to show. */
    public static boolean hasValues(Chart chart) {
        return chart.series().stream().flatMap(one -> one.values().stream()).anyMatch(value -> !value.isNaN());
    }

    /** Draws a chart; whatever is wrong with its data is thrown as it comes, so that the caller can say so in its place. */
    public static Drawing of(Chart chart, Frame setting) {
        Medium medium = setting.medium();
        boolean wide = isWide(chart, setting.alone());
        int width = medium.width(wide);
        return switch (chart.kind()) {
            case LINE -> {
                int height = LineChart.isFlat(chart) ? medium.flat() : medium.height();
                yield drawn(chart, medium, wide, height, new LineChart(chart, setting).drawer(width, height));
            }
            case BARS, STACKED_BARS -> {
                BarChart bars = new BarChart(chart, setting, width);
                yield drawn(chart, medium, wide, bars.height(), bars.drawer());
            }
            case MATRIX -> {
                MatrixGrid grid = new MatrixGrid(chart.cells(), width);
                yield drawn(chart, medium, wide, grid.height(), grid::draw);
            }
        };
    }

    /** What stands in the place of a chart that cannot be drawn. */
    public static String failed(RuntimeException e) {
        return "This chart could not be drawn (" + WorldError.reason(e) + "). Nothing else is affected.";
    }

    /** Whether a limit is drawn: one far above the lines would press them flat. */
    public static boolean shows(Chart.Level level, Chart chart) {
        return LineChart.isNear(level, chart);
    }

    /** The charts of many nodes, each by itself; empty where there are few enough for one chart, or what is drawn are no nodes. */
    public static Optional<Drawing> each(Chart chart, Frame setting) {
        if (chart.kind() != Chart.Kind.LINE
                || !new Colours(chart.series(), setting.nodes()).areNodes()
                || chart.series().size() <= Theme.DISTINCT) {
            return Optional.empty();
        }
        Medium medium = setting.medium();
        SmallMultiples grid = new SmallMultiples(chart, setting, medium.width(true));
        return Optional.of(drawn(chart.named(chart.id() + "-each"), medium, true, grid.height(), grid::draw));
    }

    private static boolean isWide(Chart chart, boolean alone) {
        return switch (chart.kind()) {
            case LINE -> alone;
            case BARS, STACKED_BARS ->
                chart.categories().size() > 12 && chart.series().size() > 1;
            case MATRIX -> true;
        };
    }

    private static Drawing drawn(Chart chart, Medium medium, boolean wide, int height, Consumer<Graphics2D> drawer) {
        return drawn(chart.id(), chart.title() + ". " + chart.caption(), medium, wide, height, drawer);
    }

    static Drawing drawn(
            String id, String label, Medium medium, boolean wide, int height, Consumer<Graphics2D> drawer) {
        int width = medium.width(wide);
        if (medium == Medium.PRINT) {
            Sketch sketch = new Sketch(id, width, height, drawer);
            return new Drawing(sketch.place(medium.text(label)), wide, Optional.of(sketch));
        }
        return new Drawing(written(id, width, height, medium.text(label), drawer), wide, Optional.empty());
    }

    private static String written(String id, int width, int height, String label, Consumer<Graphics2D> drawer) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(emptyDocument());
        context.setIDGenerator(new OwnIds(id));
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(width, height));
        drawer.accept(graphics);
        return new SvgText((text, size) ->
                        graphics.getFontMetrics(Theme.text(size)).stringWidth(text))
                .write(graphics.getRoot(), width, height, label);
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML documents", e);
        }
    }

    /** Ids that no other chart of the page has. */
    private static final class OwnIds extends SVGIDGenerator {
        private final String prefix;
        private int last;

        OwnIds(String chart) {
            prefix = "c-" + chart.replaceAll("[^A-Za-z0-9-]", "-") + "-";
        }

        @Override
        public String generateID(String kind) {
            last++;
            return prefix + last;
        }
    }
}
