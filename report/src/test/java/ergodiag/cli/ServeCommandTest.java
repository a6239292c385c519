package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code serve} says at its start, and that it then does as it said. */
class ServeCommandTest {

    /** Runs the command until it has said everything, and hands over what it said. */
    private static List<String> served(Asked asked, String... options) throws Exception {
        PipedReader read = new PipedReader(1 << 16);
        try (PrintWriter out = new PrintWriter(new PipedWriter(read))) {
            String[] words = Stream.concat(Stream.of("serve", "../samples/healthy-three-nodes.zip"), Stream.of(options))
                    .toArray(String[]::new);
            Thread serving = new Thread(() -> Main.run(out, out, words), "serve");
            serving.start();
            List<String> said = new ArrayList<>();
            BufferedReader lines = new BufferedReader(read);
            do {
                said.add(String.valueOf(lines.readLine()));
            } while (!said.get(said.size() - 1).matches("Stop with Ctrl-C\\.|null"));
            asked.with(URI.create(said.get(0).replaceFirst("^Replaying .* at (http://\\S+).*$", "$1")), lines);
            serving.interrupt();
            serving.join();
            return said;
        }
    }

    private interface Asked {
        void with(URI url, BufferedReader console) throws IOException, InterruptedException;
    }

    private static int status(URI url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void itSaysWhatCanBeAskedHowAnAssistantIsConnectedAndWhoWasTurnedAway() throws Exception {
        List<String> said = served((url, console) -> {
            assertThat(status(url)).isEqualTo(200);
            assertThat(status(url, "Origin", "https://elsewhere.example")).isEqualTo(403);
            assertThat(console.readLine()).contains("Turned away", "403", "https://elsewhere.example");
        });
        assertThat(said).anyMatch(line -> line.matches("\\d\\d of 48 tools are in this recording\\."));
        String port = said.get(0).replaceFirst(".*:(\\d+)/mcp.*", "$1");
        assertThat(said)
                .contains("Connect an assistant with: claude mcp add --transport http ergo http://localhost:" + port
                        + "/mcp");
    }

    @Test
    void itIsAnObserverWhereThatIsAskedFor() throws Exception {
        List<String> said = served(
                (url, console) -> assertThat(status(url))
                        .as("no version of the protocol in the headers")
                        .isEqualTo(400),
                "--dialect",
                "observer");
        assertThat(said)
                .contains(
                        "It answers as the Observer of Ergo 3.3 does: clients must speak MCP 2026-07-28.",
                        "18 of 29 tools are in this recording.");
    }

    @Test
    void anEmptyTokenIsNone() throws Exception {
        List<String> said = served((url, console) -> assertThat(status(url)).isEqualTo(200), "--token", "");
        assertThat(String.join("\n", said)).doesNotContain("TOKEN", "Authorization");
    }

    @Test
    void aTokenIsAskedForAndNotShown() throws Exception {
        List<String> said = served(
                (url, console) -> {
                    assertThat(status(url)).isEqualTo(401);
                    assertThat(console.readLine()).contains("401").doesNotContain("s3same");
                    assertThat(status(url, "Authorization", "Bearer s3same")).isEqualTo(200);
                },
                "--token",
                "s3same");
        assertThat(String.join("\n", said))
                .contains("ERGODIAG_TOKEN=... ergodiag capture", "--header \"Authorization: Bearer ...\"")
                .doesNotContain("s3same");
    }
}
