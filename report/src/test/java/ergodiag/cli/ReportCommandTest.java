package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.Program;
import ergodiag.capture.cli.Screen;
import ergodiag.report.format.Format;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final String SICK = "../samples/overload-and-stuck-call.zip";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSickBundleReachesFailOnAfterItsReportIsWritten(@TempDir Path folder) {
        int code = run(
                "report", SICK, "--out", folder.toString(), "--format", "md,json,sarif,junit", "--fail-on", "warning");
        assertThat(code).isEqualTo(ExitCode.FAIL_ON.number());
        assertThat(folder.resolve("report.md")).isNotEmptyFile();
        assertThat(folder.resolve("findings.json")).isNotEmptyFile();
        assertThat(folder.resolve("report.sarif.json")).content().contains("\"2.1.0\"", "ED0");
        assertThat(folder.resolve("junit.xml")).content().contains("<failure");
        assertThat(folder.resolve("report.pdf")).doesNotExist();
        assertThat(out.toString()).contains("report.md").contains("critical");
    }

    @Test
    void aFileThatIsNoBundleIsSaidToBeNone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no bundle");
        assertThat(run("report", file.toString())).isEqualTo(ExitCode.NOT_A_BUNDLE.number());
        assertThat(err.toString()).contains("notes.txt");
    }

    @Test
    void anUnknownFormatIsAWrongCommandLineAndWritesNothing(@TempDir Path folder) {
        int code = run("report", SICK, "--out", folder.resolve("new").toString(), "--format", "docx");
        assertThat(code).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString())
                .startsWith("ergodiag: Reading --format: 'docx' is not known; use html, pdf,")
                .contains(Stream.of(Format.values()).map(Format::toString).toList());
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void whatIsOpenedIsTheFirstFormat(@TempDir Path folder) {
        Path opened = folder.resolve("opened");
        Viewer viewer = new Viewer(List.of("sh", "-c", "printf %s \"$1\" > \"$0\"", opened.toString()));
        int code = runHere(new ReportCommand(false, Screen.PAPER, viewer), folder, SICK, "--open");
        assertThat(code).isZero();
        assertThat(opened).hasContent(folder.resolve("report.html").toString());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void withoutAScreenThePathIsSaidAndTheExitCodeStays(@TempDir Path folder) {
        Viewer nothing = new Viewer(List.of());
        int code = runHere(new ReportCommand(false, Screen.PAPER, nothing), folder, SICK, "--open");
        assertThat(code).isZero();
        assertThat(out.toString()).doesNotContain("\u001b");
        assertThat(err.toString())
                .contains("no screen")
                .contains(folder.resolve("report.html").toString());
    }

    private int runHere(ReportCommand command, Path folder, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--out", folder.toString(), "--format", "md,html"));
        return Program.run(command, new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
