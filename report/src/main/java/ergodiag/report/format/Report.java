package ergodiag.report.format;

import ergodiag.bundle.WorldError;
import ergodiag.findings.CatalogueEntry;
import ergodiag.findings.Findings;
import ergodiag.report.Page;
import ergodiag.report.PageBuilder;
import ergodiag.report.ReportOptions;
import ergodiag.report.Templates;
import ergodiag.report.chart.Letters;
import ergodiag.report.chart.Medium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Writes the report: the same findings give the same files, byte for byte, on every machine. */
public final class Report {
    private final Findings findings;
    private final List<CatalogueEntry> catalogue;
    private final ReportOptions look;
    private final Templates templates;

    private Report(Findings findings, List<CatalogueEntry> catalogue, ReportOptions look) {
        this.findings = findings;
        this.catalogue = catalogue;
        this.look = look;
        this.templates = new Templates(look.templates());
    }

    /** Writes the findings without saying of the codes what they mean. */
    public static List<Path> write(Findings findings, Path outDir, Set<Format> formats, ReportOptions look) {
        return write(findings, List.of(), outDir, formats, look);
    }

    /**
     * Writes the findings in these formats.
     *
     * @param findings what to render
     * @param catalogue what can be found and what it means, for the formats of pipelines
     * @param outDir folder to write to; made if it is not there
     * @param formats what to write
     * @param look what the user changed of how it looks
     * @return the files written, in the order of the formats
     * @throws WorldError when a file cannot be written; the others are there then
     */
    public static List<Path> write(
            Findings findings, List<CatalogueEntry> catalogue, Path outDir, Set<Format> formats, ReportOptions look) {
        Report report = new Report(findings, catalogue, look);
        Set<Format> possible = EnumSet.noneOf(Format.class);
        formats.stream()
                .filter(format -> format != Format.PDF || Letters.missing().isEmpty())
                .forEach(possible::add);
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(outDir);
            for (Map.Entry<Format, byte[]> made : report.sideBySide(possible).entrySet()) {
                Path file = outDir.resolve(made.getKey().fileName());
                Files.write(file, made.getValue());
                written.add(file);
            }
        } catch (IOException e) {
            throw new WorldError(
                    "Writing the report into " + outDir + ": " + e.getMessage()
                            + "; check that the folder can be written to and the disk is not full.",
                    e);
        }
        if (!possible.containsAll(formats)) {
            throw noLetters(outDir, written);
        }
        return written;
    }

    static WorldError noLetters(Path outDir, List<Path> written) {
        String others = written.isEmpty()
                ? "nothing else was asked for"
                : "written without charts: "
                        + written.stream()
                                .map(Path::getFileName)
                                .map(String::valueOf)
                                .collect(Collectors.joining(", "));
        return new WorldError(
                "Writing the PDF into " + outDir + ": Java can draw no letters on this machine ("
                        + Letters.missing().orElse("") + "), so there is none; " + others
                        + ". Install libfreetype (libfreetype6 on Debian, freetype on others), or write the report on another machine.");
    }

    /** The summary for a ticket, Markdown. */
    public static String summary(Findings findings) {
        return new Report(findings, List.of(), ReportOptions.PLAIN).markdown();
    }

    /** All formats at once: laying out the HTML and the PDF each takes about as long as judging did. */
    private Map<Format, byte[]> sideBySide(Set<Format> formats) throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, formats.size()));
        try {
            Map<Format, Future<byte[]>> begun = new TreeMap<>();
            formats.forEach(format -> begun.put(format, workers.submit(() -> format.bytes(this))));
            Map<Format, byte[]> made = new TreeMap<>();
            for (Map.Entry<Format, Future<byte[]>> one : begun.entrySet()) {
                made.put(one.getKey(), one.getValue().get());
            }
            return made;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            workers.shutdownNow();
        }
    }

    Findings findings() {
        return findings;
    }

    List<CatalogueEntry> catalogue() {
        return catalogue;
    }

    byte[] html() {
        return text(templates.render("report.ftlh", PageBuilder.of(findings, Medium.SCREEN, look), Medium.SCREEN));
    }

    byte[] pdf() throws IOException {
        Page page = PageBuilder.of(findings, Medium.PRINT, look);
        String text = templates.render("print.ftlh", page, Medium.PRINT);
        return PdfWriter.write(text, page.sketches(), findings.bundle().finished());
    }

    String markdown() {
        return templates.render("report.ftl", PageBuilder.withoutFigures(findings, look), Medium.SCREEN);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
