package ergodiag.report;

import ergodiag.analyze.Catalogue;
import ergodiag.analyze.Findings;
import ergodiag.analyze.FindingsJson;
import ergodiag.bundle.WorldError;
import ergodiag.report.chart.Medium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes the report: the same findings give the same files, byte for byte, on every machine. */
public final class Report {
    private final Findings findings;
    private final Templates templates;

    private final List<Catalogue.Entry> catalogue;

    private Report(Findings findings, List<Catalogue.Entry> catalogue, Optional<Path> templatesOverride) {
        this.findings = findings;
        this.catalogue = catalogue;
        this.templates = new Templates(templatesOverride);
    }

    /** Writes the findings without saying of the codes what they mean. */
    public static List<Path> write(
            Findings findings, Path outDir, Set<Format> formats, Optional<Path> templatesOverride) {
        return write(findings, List.of(), outDir, formats, templatesOverride);
    }

    /**
     * Writes the findings in these formats.
     *
     * @param findings what to render
     * @param catalogue what can be found and what it means, for the formats of pipelines
     * @param outDir folder to write to; made if it is not there
     * @param formats what to write
     * @param templatesOverride folder with templates to use in place of the packaged ones of the same name
     * @return the files written, in the order of the formats
     * @throws WorldError when a file cannot be written
     */
    public static List<Path> write(
            Findings findings,
            List<Catalogue.Entry> catalogue,
            Path outDir,
            Set<Format> formats,
            Optional<Path> templatesOverride) {
        Report report = new Report(findings, catalogue, templatesOverride);
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(outDir);
            for (Format format : new TreeSet<>(formats)) {
                Path file = outDir.resolve(format.fileName());
                Files.write(file, report.bytes(format));
                written.add(file);
            }
        } catch (IOException e) {
            throw new WorldError(
                    "Writing the report into " + outDir + ": " + e.getMessage()
                            + "; check that the folder can be written to and the disk is not full.",
                    e);
        }
        return written;
    }

    /** The summary for a ticket, Markdown. */
    public static String summary(Findings findings) {
        return new Report(findings, List.of(), Optional.empty()).markdown();
    }

    private String markdown() {
        return templates.render("report.ftl", Composition.withoutFigures(findings));
    }

    private byte[] bytes(Format format) throws IOException {
        return switch (format) {
            case HTML -> text(templates.render("report.ftlh", Composition.of(findings, Medium.SCREEN)));
            case MD -> text(markdown());
            case PDF ->
                PdfWriter.write(
                        templates.render("print.ftlh", Composition.of(findings, Medium.PRINT)),
                        findings.bundle().finished());
            case JSON -> text(FindingsJson.write(findings));
            case SARIF -> text(SarifJson.write(findings, catalogue));
            case JUNIT -> text(JunitXml.write(findings, catalogue));
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
