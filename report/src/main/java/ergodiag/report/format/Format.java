package ergodiag.report.format;

import ergodiag.findings.FindingsJson;
import java.io.IOException;
import java.util.Locale;

/** A rendering of the findings: the file it becomes, and what makes it. Its lower-case name is what the command line takes. */
public enum Format {
    HTML("report.html", Report::html),
    PDF("report.pdf", Report::pdf),
    JSON("findings.json", report -> Report.text(FindingsJson.write(report.findings()))),
    MD("report.md", report -> Report.text(report.markdown())),
    SARIF("report.sarif.json", report -> Report.text(SarifJson.write(report.findings(), report.catalogue()))),
    JUNIT("junit.xml", report -> Report.text(JunitXml.write(report.findings(), report.catalogue())));

    private final String fileName;
    private final Rendering rendering;

    /** Makes the bytes of a file. */
    private interface Rendering {
        byte[] of(Report report) throws IOException;
    }

    Format(String fileName, Rendering rendering) {
        this.fileName = fileName;
        this.rendering = rendering;
    }

    /** The name of the file that is written. */
    public String fileName() {
        return fileName;
    }

    /** The bytes of that file. */
    byte[] bytes(Report report) throws IOException {
        return rendering.of(report);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
