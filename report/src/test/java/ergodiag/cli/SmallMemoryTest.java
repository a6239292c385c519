package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bundles of crowded nodes, read by a program that may use little memory: lists of any length pass through it, and no text is held whole. */
class SmallMemoryTest {
    private static final Path SAMPLE = JudgedSamples.path("blocked-consumer");
    private static final String LIST = "nodes/node1@localhost/process_list.all.002.json";
    private static final int READINGS = 5;

    @TempDir
    private Path folder;

    @Test
    void aHundredThousandProcessesInAHundredMegabytes() throws Exception {
        everyCommandReads(100_000, "96m");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "ergodiag.million",
            matches = "true",
            disabledReason = "it takes a quarter of an hour")
    void aMillionProcessesInHalfAGigabyte() throws Exception {
        everyCommandReads(1_000_000, "512m");
    }

    private void everyCommandReads(int processes, String memory) throws Exception {
        SmallProgram program = new SmallProgram(memory, folder.resolve("said"));
        Path bundle = CrowdedSample.write(SAMPLE, folder.resolve("crowded.zip"), 1, processes, READINGS);

        assertThat(program.run("verify", "" + bundle)).as(program.words()).isZero();
        assertThat(program.run("show", "" + bundle, LIST + "#/" + (processes - 1) + "/PID"))
                .as(program.words())
                .isZero();
        assertThat(program.words())
                .contains("> PID: \"<1B30E9C5.0." + (10_000_000 + processes - 1) + ">\"", "  Name: ");
        assertThat(program.run("show", "" + bundle, LIST + ":" + 20 * (processes - 1), "--value"))
                .as(program.words())
                .isZero();
        assertThat(program.run("report", "" + bundle, "--out", "" + folder.resolve("report")))
                .as(program.words())
                .isZero();
        assertThat(folder.resolve("report/report.pdf")).isNotEmptyFile();
        assertThat(program.run("analyze", "" + bundle, "--out", "" + folder.resolve("findings.json")))
                .as(program.words())
                .isZero();
        assertThat(program.words()).doesNotContain("too large");
        serves(program, bundle);
    }

    private static void serves(SmallProgram program, Path bundle) throws IOException, InterruptedException {
        Process serving = program.with("serve", "" + bundle).start();
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(serving.getInputStream()));
            String url = String.valueOf(lines.readLine()).replaceFirst("^Replaying .* at (http://\\S+).*$", "$1");
            JsonNode rows = JsonMapper.shared()
                    .readTree(asked(URI.create(url), "{\"limit\":100,\"sort_by\":\"running_time\"}")
                            .at("/result/content/0/text")
                            .asString());
            assertThat(rows.size()).isEqualTo(100);
            assertThat(rows.values().stream()
                            .map(row -> -row.path("RunningTime").asLong()))
                    .isSorted();
            assertThat(asked(URI.create(url), "{\"limit\":-1}")
                            .at("/error/message")
                            .asString(""))
                    .contains("-Xmx");
        } finally {
            serving.destroy();
            serving.waitFor();
        }
    }

    private static JsonNode asked(URI url, String arguments) throws IOException, InterruptedException {
        String question =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"process_list\",\"arguments\":"
                        + arguments + "}}";
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build();
        return JsonMapper.shared()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
