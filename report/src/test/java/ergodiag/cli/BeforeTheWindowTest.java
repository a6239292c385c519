package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.cli.ExitCode;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart loop that gave up just before the capture: only counters tell of it, and the report does. */
class BeforeTheWindowTest {
    private static final String NODE = "node2@localhost";
    private static final Pattern LOGGED = Pattern.compile("(\"LogMessages\": \\[(?:\\s*\\d+,){4})\\s*\\d+");

    @TempDir
    Path folder;

    @Test
    void theReportWarnsOfALoopThatWasOverWhenTheCaptureCame() throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = Main.run(
                out,
                out,
                "report",
                afterALoop().toString(),
                "--out",
                folder.resolve("report").toString(),
                "--format",
                "md",
                "--fail-on",
                "warning");
        assertThat(code).as(said.toString()).isEqualTo(ExitCode.FAIL_ON.number());
        assertThat(Files.readString(folder.resolve("report").resolve("report.md")))
                .contains("ED0606", NODE, "102 processes ended and 102 errors were logged", "1 start failed");
    }

    /** The healthy sample, with one node's counters as a loop of 102 deaths left them. */
    private Path afterALoop() {
        try (Bundle healthy = Bundle.open(Path.of("..", "samples", "healthy-three-nodes.zip"))) {
            BundleWriter writer = BundleWriter.create(folder.resolve("ergodiag-after-a-loop.zip"));
            for (Call call : healthy.calls()) {
                writer.append(call.file()
                        .map(file -> call.storedAs(writer.store(
                                file, altered(call, healthy.text(file)).getBytes(StandardCharsets.UTF_8))))
                        .orElse(call));
            }
            return writer.close(healthy.manifest(), "");
        }
    }

    private static String altered(Call call, String text) {
        return call.node().equals(NODE) && Tool.NODE_INFO.askedBy(call)
                ? LOGGED.matcher(text)
                        .replaceAll("$1 102")
                        .replaceAll("(?<n>\"ProcessesTerminated\": )\\d+", "${n}102")
                        .replaceAll("(?<n>\"ProcessesSpawned\": )\\d+", "${n}152")
                        .replaceAll("(?<n>\"ProcessesSpawnFailed\": )\\d+", "${n}1")
                : text;
    }
}
