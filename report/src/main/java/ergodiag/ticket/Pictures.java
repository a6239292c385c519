package ergodiag.ticket;

import ergodiag.report.Page;
import ergodiag.report.Page.Figure;
import ergodiag.report.chart.Sketch;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The charts of a ticket as PNG, which every tracker shows; some show no SVG. */
public final class Pictures {
    private static final int MOST = 3;

    /** For screens of twice the density. */
    private static final int SCALE = 2;

    private Pictures() {}

    /**
     * A picture.
     *
     * @param says what is to be seen in it
     * @param png its bytes
     */
    public record Picture(String says, byte[] png) {
        public Picture {
            png = png.clone();
        }

        @Override
        public byte[] png() {
            return png.clone();
        }
    }

    /** The chart of the worst finding, and the first of each playbook that found something else. */
    public static List<Picture> of(Page page) {
        Stream<Figure> others = page.playbooks().sections().stream()
                .filter(section -> !section.findings().isEmpty())
                .flatMap(section -> section.figures().stream().limit(1))
                .filter(figure -> page.overview().lead().stream()
                        .noneMatch(lead -> lead.title().equals(figure.title())));
        return Stream.concat(page.overview().lead().stream(), others)
                .filter(figure -> figure.drawing().sketch().isPresent())
                .limit(MOST)
                .map(Pictures::drawn)
                .toList();
    }

    private static Picture drawn(Figure figure) {
        Sketch sketch = figure.drawing().sketch().orElseThrow();
        BufferedImage image =
                new BufferedImage(sketch.width() * SCALE, sketch.height() * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(SCALE, SCALE);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            sketch.draw(graphics);
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory", e);
        }
        return new Picture(figure.title(), png.toByteArray());
    }
}
