package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybooksCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    @Test
    void listsEveryPlaybookWithItsFindings() {
        assertThat(run("playbooks")).isZero();
        assertThat(out.toString()).contains("1 Cluster health", "10 Goroutines", "ED0201", "ED1003");
    }

    @Test
    void explainsOneFindingWithItsLimits() {
        assertThat(run("playbooks", "ed0810")).isZero();
        assertThat(out.toString())
                .contains("ED0810", "Why it matters", "network.rtt = 1000 ms (as written)", "What to do");
    }

    @Test
    void printsTheWholePageOfAPlaybookByNameOrNumber() {
        assertThat(run("playbooks", "7")).isZero();
        String byNumber = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("playbooks", "zombie-processes")).isZero();
        assertThat(out.toString()).isEqualTo(byNumber).contains("## When it cannot tell");
    }

    @Test
    void saysThatThereIsNoSuchFinding() {
        assertThat(run("playbooks", "ED9999")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("ED9999", "'ergodiag playbooks' lists all");
    }

    @Test
    void printsLimitsThatReportTakesBackAndObeys(@TempDir Path folder) throws Exception {
        assertThat(run("playbooks", "--thresholds")).isZero();
        Path limits = Files.writeString(
                folder.resolve("limits.txt"),
                out.toString().replace("restart-loop.restarts = 3 restarts", "restart-loop.restarts = 100000"));
        out.getBuffer().setLength(0);
        assertThat(run("analyze", "../samples/crash-loop.zip", "--thresholds", limits.toString()))
                .isZero();
        assertThat(out.toString())
                .doesNotContain("ED0601")
                .contains("ED0501", "\"origin\" : \"changed\"", "given by the user instead of 3");
    }
}
