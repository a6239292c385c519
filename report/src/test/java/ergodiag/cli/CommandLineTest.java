package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import ergodiag.bundle.Bundle;
import ergodiag.capture.cli.ExitCode;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user types, and what the shell gets back when something is wrong. */
class CommandLineTest {
    private static final Path SAMPLE = Path.of("../samples/blocked-consumer.zip");

    @TempDir
    private Path folder;

    private record Said(int code, String text) {}

    private static Said say(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        return new Said(Main.run(out, out, arguments), text.toString());
    }

    private static void isOneClearSentence(Said said, ExitCode code) {
        assertThat(said.code()).as(said.text()).isEqualTo(code.number());
        assertThat(said.text()).contains("ergodiag: ").doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    void aTextFileIsNotABundle() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.zip"), "hello");
        isOneClearSentence(say("report", file.toString(), "--out", folder.toString()), ExitCode.NOT_A_BUNDLE);
    }

    @Test
    void aDamagedZipIsNotABundle() throws IOException {
        byte[] whole = Files.readAllBytes(SAMPLE);
        Path file = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
        isOneClearSentence(say("report", file.toString(), "--out", folder.toString()), ExitCode.NOT_A_BUNDLE);
    }

    @Test
    void anEmptyFolderIsNotABundle() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        isOneClearSentence(say("report", empty.toString(), "--out", folder.toString()), ExitCode.NOT_A_BUNDLE);
    }

    @Test
    void aMissingFileIsAWrongCommandLine() {
        isOneClearSentence(say("report", folder.resolve("none.zip").toString()), ExitCode.USAGE);
    }

    @Test
    void aBundleWithoutAnyCallIsJudgedAndNothingIsCalledHealthy() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("nothing.part"));
        Files.writeString(empty.resolve("calls.jsonl"), "");
        Said said = say("analyze", empty.toString());
        assertThat(said.code()).isEqualTo(ExitCode.DONE.number());
        assertThat(said.text()).doesNotContain("\"healthy\"").contains("\"cannot_tell\"");
    }

    @Test
    void anUnknownFormatIsAWrongCommandLine() {
        isOneClearSentence(
                say("report", SAMPLE.toString(), "--out", folder.toString(), "--format", "docx"), ExitCode.USAGE);
    }

    @Test
    void aClosedPortIsReportedAndABundleOfTheAttemptIsWritten() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Said said = say("capture", "http://127.0.0.1:" + port + "/mcp", "--out", folder.toString());
        isOneClearSentence(said, ExitCode.NOBODY_ANSWERED);
        assertThat(bundles()).hasSize(1);
    }

    @Test
    void aWrongTokenIsReported() throws IOException {
        try (Bundle recorded = Bundle.open(SAMPLE);
                ReplayServer server =
                        ReplayServer.start(recorded, ReplayOptions.asRecorded().withToken("right"))) {
            Path token = Files.writeString(folder.resolve("token"), "wrong\n");
            Said said = say(
                    "capture", server.url().toString(), "--token-file", token.toString(), "--out", folder.toString());
            isOneClearSentence(said, ExitCode.NOBODY_ANSWERED);
            assertThat(said.text()).contains("401").contains("token").doesNotContain("wrong\n");
        }
    }

    @Test
    void aWebServerThatIsNoEndpointIsReported() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<html>hello</html>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            Said said = say(
                    "capture", "http://127.0.0.1:" + server.getAddress().getPort() + "/", "--out", folder.toString());
            isOneClearSentence(said, ExitCode.NOBODY_ANSWERED);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aDryRunPrintsThePlanAndWritesNothing() throws IOException {
        try (Bundle recorded = Bundle.open(SAMPLE);
                ReplayServer server = ReplayServer.start(recorded, ReplayOptions.asRecorded())) {
            Said said = say("capture", server.url().toString(), "--dry-run", "--out", folder.toString());
            assertThat(said.code()).as(said.text()).isEqualTo(ExitCode.DONE.number());
            assertThat(said.text()).contains("process_list").contains("node3@localhost");
            assertThat(bundles()).isEmpty();
        }
    }

    @Test
    void theQuickProfileTakesNoWindowAndIsJudgedWithoutGrowth() throws IOException {
        try (Bundle recorded = Bundle.open(SAMPLE);
                ReplayServer server = ReplayServer.start(recorded, ReplayOptions.asRecorded())) {
            Said said = say(
                    "capture",
                    server.url().toString(),
                    "--profile",
                    "quick",
                    "--out",
                    folder.toString(),
                    "--ticket",
                    "OPS-1");
            assertThat(said.code()).as(said.text()).isEqualTo(ExitCode.DONE.number());
            Said judged = say("analyze", bundles().get(0).toString());
            assertThat(judged.text())
                    .contains("OPS-1")
                    .contains("\"cannot_tell\"")
                    .doesNotContain("\"broken\"");
        }
    }

    @Test
    void oneDeadNodeDoesNotHideThatTheOthersAreHealthy() throws IOException {
        Path sample = Path.of("..", "samples", "node-gone.zip");

        assertThat(say("report", sample.toString(), "--out", folder.toString(), "--format", "html,md,junit")
                        .code())
                .isZero();

        String scope = "ealthy on node1@localhost and node2@localhost; not all was seen of node3@localhost";
        assertThat(Files.readString(folder.resolve("report.md")).replace("`", ""))
                .contains("9 of the 10 checks (playbooks) found all well on node1@localhost and node2@localhost")
                .containsPattern("- Healthy where seen \\(h" + scope + "\\): Performance bottleneck, .*Goroutines")
                .doesNotContain("Cannot tell");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("Healthy where seen", "<strong>H" + scope)
                .doesNotContain(">Cannot tell<");
        assertThat(Files.readString(folder.resolve("junit.xml"))).contains("Zombie processes is h" + scope);
    }

    @Test
    void failOnAWarningSetsTheExitCode() {
        assertThat(say(
                                "report",
                                SAMPLE.toString(),
                                "--out",
                                folder.toString(),
                                "--format",
                                "md",
                                "--fail-on",
                                "warning")
                        .code())
                .isEqualTo(ExitCode.FAIL_ON.number());
    }

    @Test
    void everyCommandHasItsHelp() {
        for (String command : new String[] {"capture", "report", "analyze", "show", "serve", "demo"}) {
            assertThat(say(command, "--help").text()).as(command).contains("Usage: ergodiag " + command);
        }
    }

    private java.util.List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip")).toList();
        }
    }
}
