package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java that cannot load what draws letters, as where libfreetype is missing. */
class NoFontsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatNeedsNoLettersIsWrittenAndOneSentenceSaysWhatIsNot() throws IOException, InterruptedException {
        Path broken = Files.createDirectories(folder.resolve("broken/sun/font"));
        Files.writeString(broken.resolve("FontManagerNativeLibrary.class"), "no class at all");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "--patch-module",
                        "java.desktop=" + folder.resolve("broken"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "report",
                        "../samples/node-gone.zip",
                        "--out",
                        folder.toString(),
                        "--format",
                        "html,pdf,json,md,sarif,junit")
                .redirectErrorStream(true)
                .start();
        java.getOutputStream().close();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isEqualTo(ExitCode.WORLD.number());
        assertThat(said)
                .contains("ergodiag: Writing the PDF into ", "libfreetype", "report.html")
                .doesNotContain("\tat ");
        for (String file :
                new String[] {"report.html", "findings.json", "report.md", "report.sarif.json", "junit.xml"}) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
        }
        assertThat(folder.resolve("report.pdf")).doesNotExist();
        assertThat(Files.readString(folder.resolve("report.html"))).contains("This chart could not be drawn");
    }
}
