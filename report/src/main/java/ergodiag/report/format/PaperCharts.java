package ergodiag.report.format;

import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.extend.UserAgentCallback;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.RenderingContext;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import ergodiag.report.chart.Drawing;
import ergodiag.report.chart.Sketch;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Draws the charts of a page straight into the document, letters as letters. What else a template has of SVG is left to Batik, which is not
 * woken for less: to write a chart as SVG, read it and build it again cost more than the layout of all pages.
 */
final class PaperCharts implements SVGDrawer {
    private final Map<String, Sketch> sketches;
    private final List<Preparation> preparations = new ArrayList<>();
    private Optional<BatikSVGDrawer> others = Optional.empty();

    /** What Batik has to know before it draws. */
    private interface Preparation {
        void of(BatikSVGDrawer batik) throws IOException, FontFormatException;
    }

    PaperCharts(Map<String, Sketch> sketches) {
        this.sketches = sketches;
    }

    @Override
    public SVGImage buildSVGImage(
            Element element, Box box, CssContext context, double width, double height, double dotsPerPixel) {
        Sketch sketch = sketches.get(element.getAttribute(Sketch.attribute()));
        return sketch == null
                ? others().buildSVGImage(element, box, context, width, height, dotsPerPixel)
                : new Drawn(sketch, dotsPerPixel);
    }

    @Override
    public @Nullable SVGImage buildStandaloneSVGImage(
            Element element, String uri, double width, double height, double dotsPerPixel) {
        return others().buildStandaloneSVGImage(element, uri, width, height, dotsPerPixel);
    }

    @Override
    public void importFontFaceRules(List<FontFaceRule> fonts, SharedContext shared) {
        prepare(batik -> batik.importFontFaceRules(fonts, shared));
    }

    @Override
    public void withUserAgent(UserAgentCallback agent) {
        prepare(batik -> batik.withUserAgent(agent));
    }

    @Override
    public void addFontFile(File file, String family, Integer weight, FontStyle style) {
        prepare(batik -> batik.addFontFile(file, family, weight, style));
    }

    @Override
    public void addFontStream(FSSupplier<InputStream> font, String family, Integer weight, FontStyle style) {
        prepare(batik -> batik.addFontStream(font, family, weight, style));
    }

    @Override
    public void close() throws IOException {
        if (others.isPresent()) {
            others.get().close();
        }
    }

    private void prepare(Preparation preparation) {
        preparations.add(preparation);
        others.ifPresent(batik -> make(preparation, batik));
    }

    private BatikSVGDrawer others() {
        if (others.isEmpty()) {
            BatikSVGDrawer batik = new BatikSVGDrawer();
            preparations.forEach(preparation -> make(preparation, batik));
            others = Optional.of(batik);
        }
        return others.get();
    }

    private static void make(Preparation preparation, BatikSVGDrawer batik) {
        try {
            preparation.of(batik);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("a font of ours cannot be read", e);
        }
    }

    /** A chart in its place, as large as it was meant to be. */
    private record Drawn(Sketch sketch, double dotsPerPixel) implements SVGImage {
        @Override
        public int getIntrinsicWidth() {
            return (int) (sketch.width() * dotsPerPixel);
        }

        @Override
        public int getIntrinsicHeight() {
            return (int) (sketch.height() * dotsPerPixel);
        }

        @Override
        public void drawSVG(OutputDevice paper, RenderingContext context, double x, double y) {
            paper.drawWithGraphics((float) x, (float) y, sketch.width(), sketch.height(), this::draw);
        }

        /** A chart that cannot be drawn costs only itself. */
        private void draw(Graphics2D graphics) {
            try {
                sketch.draw(graphics);
            } catch (RuntimeException e) {
                graphics.drawString(Drawing.failed(e), 8, 20);
            }
        }
    }
}
