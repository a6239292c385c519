package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import ergodiag.capture.FakeNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    ftp://x/mcp                                 | it has to start with http:// or https://
                    http://                                     | it is not a valid address
                    http://x/mcp --window 3x                    | Reading --window: '3x' is not a time; write 60, 60s or 2m
                    http://x/mcp --window 1s                    | 1 s is out of range
                    http://x/mcp --profile depp                 | Reading --profile: 'depp' is not known; use quick, standard, deep or complete.
                    http://x/mcp --without cpus                 | 'cpus' is neither a playbook nor a tool
                    http://x/mcp --profile quick --window 60s   | the profile quick has no window
                    http://x/mcp --progress loud                | Reading --progress: 'loud' is not known; use auto, plain, json or none.
                    http://x/mcp --max-in-flight 9              | 9 is out of range; use 1 to 8
                    http://x/mcp --max-in-flight 2 --max-per-node 3 | 3 is out of range; use 1 to 2
                    http://x/mcp --deadline soon                | Reading --deadline: 'soon' is not a time
                    http://x/mcp --deadline 62s                 | give at least 65s
                    http://x/mcp --max-size 50                  | Reading --max-size: '50' is not a size; write 500KB, 50MB or 1GB
                    http://x/mcp --max-size 1KB                 | use 100 KB or more
                    http://x/mcp --name a/b                     | cannot be part of a file's name
                    http://x/mcp --token-file no/such/file      | the file cannot be read
                    http://x/mcp --pseudonymise hosts,me        | Reading --pseudonymise: 'me' is not known; use hosts or names.
                    http://x/mcp --colour                       | Unknown option: '--colour'
                    """)
    void aWrongCommandLineIsExit1WithOneClearSentence(String words, String said) {
        int code = run(words.split(" +"));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).startsWith("ergodiag: ").contains(said).doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aClosedPortIsExit4AndTheAttemptIsInABundle() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        int code = run("http://127.0.0.1:" + port + "/mcp");

        assertThat(code).isEqualTo(4);
        assertThat(err.toString()).contains("nothing listens at 127.0.0.1:" + port, "connection refused");
        assertThat(files()).singleElement().asString().matches("ergodiag-127\\.0\\.0\\.1-\\d{8}T\\d{6}Z\\.zip");
    }

    @Test
    void aWebServerThatIsNoMcpEndpointIsExit4() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<html>It works!</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            int code = run("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");

            assertThat(code).isEqualTo(4);
            assertThat(err.toString()).contains("not JSON", "<html>", "a web server that is not an MCP endpoint");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aClusterThatAnswersIsExit0AndOneWithASilentNodeExit3() throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            int healthy = run(cluster.url(), "--profile", "quick", "--name", "healthy");
            cluster.refuses(FakeNode.OTHER, "remote call to 'two@host' failed: timed out");
            int silent = run(cluster.url(), "--profile", "quick", "--name", "silent");

            assertThat(healthy).isZero();
            assertThat(silent).isEqualTo(3);
            assertThat(out.toString()).contains("two@host", "silent, 0 of ", "Missing   two@host");
            assertThat(files()).hasSize(2).allMatch(file -> file.endsWith(".zip"));
        }
    }

    @Test
    void aSecondWayToTheSameNodeIsToldInTheSummary() throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            int code = run(cluster.url(), cluster.url() + "?again", "--profile", "quick");

            assertThat(code).isZero();
            assertThat(out.toString()).contains("Note      " + cluster.url() + "?... leads to one@host");
        }
    }

    @Test
    void aBundleThatExistsIsNeverOverwritten() throws IOException {
        Path there = Files.writeString(folder.resolve("there.zip"), "mine");

        int code = run("http://127.0.0.1:1/mcp", "--out", there.toString());

        assertThat(code).isEqualTo(1);
        assertThat(there).hasContent("mine");
        assertThat(err.toString()).contains("exists already");
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("capture", "--out", folder.toString()));
        if (List.of(words).contains("--out")) {
            all = new ArrayList<>(List.of("capture"));
        }
        all.addAll(List.of(words));
        return Program.run(
                new CaptureMain(), new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
