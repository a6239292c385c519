package ergodiag.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.report.ReportOptions;
import ergodiag.report.SampleFindings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfTest {
    private static PDDocument pdf = new PDDocument();

    @BeforeAll
    static void writeOnce(@TempDir Path folder) throws IOException {
        Path file = Report.write(SampleFindings.sick(), folder, EnumSet.of(Format.PDF), ReportOptions.PLAIN)
                .get(0);
        pdf = Loader.loadPDF(java.nio.file.Files.readAllBytes(file));
    }

    @AfterAll
    static void close() throws IOException {
        pdf.close();
    }

    @Test
    void thereIsABookmarkForEachSectionAndEachFinding() {
        List<String> sections = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (PDOutlineItem item : pdf.getDocumentCatalog().getDocumentOutline().children()) {
            sections.add(item.getTitle());
            item.children().forEach(child -> findings.add(child.getTitle()));
        }
        assertThat(sections).contains("2 Performance bottleneck: Found", "3 CPU profiling: Cannot tell", "Evidence");
        assertThat(findings).anyMatch(title -> title.startsWith("ED0201 Process order_consumer"));
    }

    @Test
    void everyPageSaysWhichOfHowManyItIs() throws IOException {
        PDFTextStripper text = new PDFTextStripper();
        for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
            text.setStartPage(page);
            text.setEndPage(page);
            assertThat(text.getText(pdf)).contains(page + " / " + pdf.getNumberOfPages());
        }
    }

    @Test
    void noPageIsEmpty() throws IOException {
        PDFTextStripper text = new PDFTextStripper();
        for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
            text.setStartPage(page);
            text.setEndPage(page);
            assertThat(text.getText(pdf).length()).isGreaterThan(150);
        }
    }

    @Test
    void everyFontIsEmbedded() throws IOException {
        int fonts = 0;
        for (PDPage page : pdf.getPages()) {
            fonts += embedded(page.getResources());
        }
        assertThat(fonts).isPositive();
    }

    private static int embedded(PDResources resources) throws IOException {
        int fonts = 0;
        for (COSName name : resources.getFontNames()) {
            assertThat(resources.getFont(name).isEmbedded())
                    .as(resources.getFont(name).getName())
                    .isTrue();
            assertThat(resources.getFont(name).getName()).contains("Liberation");
            fonts++;
        }
        for (COSName name : resources.getXObjectNames()) {
            if (resources.getXObject(name) instanceof PDFormXObject form && form.getResources() != null) {
                fonts += embedded(form.getResources());
            }
        }
        return fonts;
    }

    @Test
    void itSaysWhatItIsInItsMetadataAndIsTagged() {
        assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Incident report: Cluster of backend@10.0.3.11");
        assertThat(pdf.getDocumentInformation().getAuthor()).isEqualTo("ergodiag");
        assertThat(pdf.getDocumentInformation().getCreationDate().toInstant())
                .isEqualTo(SampleFindings.sick().bundle().finished());
        assertThat(pdf.getDocumentInformation().getCreationDate().get(Calendar.ZONE_OFFSET))
                .isZero();
        assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
        assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
    }
}
