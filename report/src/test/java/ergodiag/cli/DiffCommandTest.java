package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    private static final String WELL = "../samples/healthy-three-nodes.zip";
    private static final String SICK = "../samples/blocked-consumer.zip";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aNewFaultIsSaidFirstAndFailsWhereThatIsAsked() {
        assertThat(run("diff", WELL, SICK, "--fail-on", "new")).isEqualTo(ExitCode.FAIL_ON.number());
        assertThat(out.toString()).contains("2 new", "New", "ED0201", "settlement_writer");
    }

    @Test
    void theOtherWayRoundItIsGoneAndNothingFails() {
        assertThat(run("diff", SICK, WELL, "--fail-on", "worse")).isZero();
        assertThat(out.toString()).contains("0 new, 2 gone");
    }

    @Test
    void aWrittenResultIsAsGoodAsItsBundle() {
        String json = folder.resolve("findings.json").toString();
        assertThat(run("analyze", SICK, "--out", json)).isZero();
        assertThat(run("diff", json, SICK, "--fail-on", "lost"))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).contains("0 new, 0 gone, 2 still there");
    }

    @Test
    void theHtmlIsOneFileThatNeedsNothingElse() throws Exception {
        Path file = folder.resolve("diff.html");
        assertThat(run("diff", WELL, SICK, "--format", "html", "--out", file.toString()))
                .isZero();
        Document page = Jsoup.parse(Files.readString(file));
        assertThat(page.select("script, link, img")).isEmpty();
        assertThat(page.select("#new .change")).isNotEmpty();
        assertThat(page.select("a[href^=#]"))
                .allMatch(link -> page.getElementById(link.attr("href").substring(1)) != null);
    }

    @Test
    void limitsCannotBeAppliedToAWrittenResult() throws Exception {
        Path json = Files.writeString(folder.resolve("findings.json"), "{}");
        Path limits = Files.writeString(folder.resolve("limits"), "network.rtt = 5 s\n");
        assertThat(run("diff", json.toString(), SICK, "--thresholds", limits.toString()))
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("thresholds");
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
