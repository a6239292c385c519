package ergodiag.report.format;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.incident.Incident;
import ergodiag.incident.IncidentJson;
import ergodiag.incident.people.Notes;
import ergodiag.report.Templates;
import ergodiag.report.chart.Letters;
import ergodiag.report.chart.Medium;
import ergodiag.report.incident.IncidentOptions;
import ergodiag.report.incident.IncidentPage;
import ergodiag.report.incident.IncidentPageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the report of an incident: the same captures and files give the same bytes on every machine. */
public final class IncidentReport {
    private IncidentReport() {}

    /**
     * HTML, PDF, Markdown and JSON into a folder.
     *
     * @return the files written
     * @throws WorldError when one cannot be written, or Java can draw no letters for the PDF; the others are there then
     */
    public static List<Path> write(Incident incident, Notes notes, IncidentOptions look, Path folder) {
        Templates templates = new Templates(look.templates());
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            IncidentPage screen = IncidentPageBuilder.of(incident, notes, look, Medium.SCREEN);
            written.add(file(folder, "incident.html", templates.render("incident.ftlh", screen, Medium.SCREEN)));
            written.add(file(
                    folder,
                    "incident.md",
                    templates.render(
                            "incident.ftl", IncidentPageBuilder.withoutFigures(incident, notes, look), Medium.SCREEN)));
            written.add(file(folder, "incident.json", IncidentJson.write(incident, notes)));
            if (Letters.missing().isPresent()) {
                throw Report.noLetters(folder, written);
            }
            IncidentPage paper = IncidentPageBuilder.of(incident, notes, look, Medium.PRINT);
            Path pdf = folder.resolve("incident.pdf");
            Files.write(
                    pdf,
                    PdfWriter.write(
                            templates.render("incident-print.ftlh", paper, Medium.PRINT),
                            paper.sketches(),
                            incident.until()));
            written.add(1, pdf);
            return List.copyOf(written);
        } catch (IOException e) {
            throw new WorldError(
                    "Writing the report into " + folder + ": " + e.getMessage()
                            + "; check that the folder can be written to and the disk is not full.",
                    e);
        }
    }

    private static Path file(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, ForeignText.bytes(text));
        return file;
    }
}
