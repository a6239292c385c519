package ergodiag.report.format;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import ergodiag.report.chart.MachineFonts;
import ergodiag.report.chart.Sketch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** Turns the print page into a tagged PDF with embedded fonts whose bytes depend on nothing but the page and the instant given. */
final class PdfWriter {
    private PdfWriter() {}

    /**
     * The PDF of an XHTML page.
     *
     * @param sketches what is drawn in the page, by the names of the places
     * @param made the instant the document says it was made at
     */
    static byte[] write(String xhtml, Map<String, Sketch> sketches, Instant made) throws IOException {
        XRLog.setLoggingEnabled(false);
        MachineFonts.replace();
        try (PDDocument document = new PDDocument();
                PaperCharts charts = new PaperCharts(sketches)) {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.withW3cDocument(Xhtml.parse(xhtml), null);
            builder.usePDDocument(document);
            builder.usePdfUaAccessibility(true);
            builder.withProducer("ergodiag");
            builder.useSVGDrawer(charts);
            denyAllButThePage(builder);
            font(builder, "Sans-Regular", "Liberation Sans", 400, FontStyle.NORMAL);
            font(builder, "Sans-Bold", "Liberation Sans", 700, FontStyle.NORMAL);
            font(builder, "Mono-Regular", "Liberation Mono", 400, FontStyle.NORMAL);
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                renderer.layout();
                renderer.createPDFWithoutClosing();
                date(document, made);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                document.save(out);
                return out.toByteArray();
            }
        }
    }

    /** Whatever a page or a template of the user names, nothing is fetched: no address, no file, no resource. */
    private static void denyAllButThePage(PdfRendererBuilder builder) {
        builder.useUriResolver((base, uri) -> uri.startsWith("#") ? uri : "");
        for (ExternalResourceControlPriority when : ExternalResourceControlPriority.values()) {
            builder.useExternalResourceAccessControl((uri, kind) -> false, when);
        }
        builder.useProtocolsStreamImplementation(
                uri -> {
                    throw new IllegalStateException("a report loads nothing, but its page names " + uri);
                },
                "http",
                "https",
                "file",
                "ftp",
                "jar");
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight, FontStyle style) {
        FSSupplier<InputStream> font = () -> fontFile(file);
        builder.useFont(font, family, weight, style, true, EnumSet.of(FSFontUseCase.DOCUMENT, FSFontUseCase.SVG));
    }

    private static InputStream fontFile(String file) {
        try (InputStream in = PdfWriter.class.getResourceAsStream("/liberation/Liberation" + file + ".ttf")) {
            if (in == null) {
                throw new IllegalStateException("the font Liberation" + file + " is not on the class path");
            }
            return new ByteArrayInputStream(withoutLigatures(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The font with its table of substitutions out of sight: with it PDFBox compiles patterns for every piece of text, and a reader
     * who looks for "find" misses the one written with a ligature.
     */
    private static byte[] withoutLigatures(byte[] font) {
        int tables = font[4] << 8 | font[5];
        for (int i = 0; i < tables; i++) {
            int entry = 12 + 16 * i;
            if (new String(font, entry, 4, StandardCharsets.US_ASCII).equals("GSUB")) {
                font[entry] = 'X';
            }
        }
        return font;
    }

    private static void date(PDDocument document, Instant made) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(made.getEpochSecond() * 1000);
        PDDocumentInformation information = document.getDocumentInformation();
        information.setCreationDate(calendar);
        information.setModificationDate(calendar);
        information.setCreator("ergodiag");
        document.setDocumentId(made.getEpochSecond());
    }
}
