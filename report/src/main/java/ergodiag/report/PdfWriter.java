package ergodiag.report;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** Turns the print page into a tagged PDF with embedded fonts whose bytes depend on nothing but the page and the instant given. */
final class PdfWriter {
    private PdfWriter() {}

    /**
     * The PDF of an XHTML page.
     *
     * @param made the instant the document says it was made at
     */
    static byte[] write(String xhtml, Instant made) throws IOException {
        XRLog.setLoggingEnabled(false);
        try (PDDocument document = new PDDocument();
                BatikSVGDrawer charts = new BatikSVGDrawer()) {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.withHtmlContent(xhtml, null);
            builder.usePDDocument(document);
            builder.usePdfUaAccessibility(true);
            builder.withProducer("ergodiag");
            builder.useSVGDrawer(charts);
            builder.useUriResolver((base, uri) -> uri.startsWith("#") ? uri : "");
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

    private static void font(PdfRendererBuilder builder, String file, String family, int weight, FontStyle style) {
        FSSupplier<InputStream> font = () -> fontFile(file);
        builder.useFont(font, family, weight, style, true, EnumSet.of(FSFontUseCase.DOCUMENT, FSFontUseCase.SVG));
    }

    private static InputStream fontFile(String file) {
        InputStream in = PdfWriter.class.getResourceAsStream("/liberation/Liberation" + file + ".ttf");
        if (in == null) {
            throw new IllegalStateException("the font Liberation" + file + " is not on the class path");
        }
        return in;
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
