package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.cli.ExitCode;
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import ergodiag.testing.MadeUpProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a profile that an operator fetched from the node itself to the finding that rests on it. */
class AttachedProfilesCommandTest {
    private static final Path CLUSTER = Path.of("..", "samples", "memory-and-cpu.zip");
    private static final String NODE = "node3@localhost";

    /** risk_scanner of the sample. */
    private static final String SCANNER = "<9FF54552.0.1050>";

    @TempDir
    private Path folder;

    @Test
    void theReportNamesWhoBurnsByThePids() throws IOException {
        Path bundle = captured("--attach", NODE + "=" + Files.write(folder.resolve("cpu.pb.gz"), profile()));

        try (Bundle made = Bundle.open(bundle)) {
            Call call = made.calls().stream()
                    .filter(it -> it.tool().equals(ProfileForm.TOOL))
                    .findFirst()
                    .orElseThrow();
            assertThat(call.file()).hasValue("attached/cpu.txt");
            assertThat(made.text("attached/cpu.txt")).contains("pid " + SCANNER).doesNotContain("Hunter");
            for (String file : made.files()) {
                assertThat(made.text(file)).as(file).doesNotContain("Hunter-");
            }
        }
        StringWriter shown = new StringWriter();
        PrintWriter out = new PrintWriter(shown);
        assertThat(Main.run(out, out, "show", bundle.toString(), "attached/cpu.txt:1"))
                .isEqualTo(ExitCode.DONE.number());
        assertThat(shown.toString()).contains("cpu.pb.gz of " + NODE + ", taken along", "CPU profile: 10.000 seconds");
        JsonNode hot = hot(bundle);
        assertThat(hot.path("node").asString()).isEqualTo(NODE);
        assertThat(hot.path("name").asString()).isEqualTo("risk_scanner");
        assertThat(findings(bundle).toString())
                .contains("run by risk_scanner (100 % of it by its label)", "(taken along, ", " before the capture)");
    }

    @Test
    void whoseItIsItsLabelsTellWhereNobodySaidIt() throws IOException {
        Path bundle = captured("--attach", Files.write(folder.resolve("cpu.pb.gz"), profile()));

        assertThat(hot(bundle).path("node").asString()).isEqualTo(NODE);
        try (Bundle made = Bundle.open(bundle)) {
            assertThat(made.text("capture.log")).contains("cpu.pb.gz");
        }
    }

    @Test
    void anObserversIdsAreJoinedToo() throws IOException {
        Path bundle = captured(
                Dialect.OBSERVER, "--attach", NODE + "=" + Files.write(folder.resolve("cpu.pb.gz"), profile()));

        assertThat(hot(bundle).path("pid").asString()).matches("node3@localhost:1050\\.\\d+");
        assertThat(read(bundle).path("verdicts").toString())
                .contains(
                        "'http://localhost:9009/debug/pprof/profile?seconds=10'",
                        "ergodiag capture --attach node1@localhost=cpu.pb.gz")
                .doesNotContain("--attach node3@localhost=cpu.pb.gz");
    }

    @Test
    void underPseudonymsTheLabelsAreStillJoined() throws IOException {
        Path bundle = captured(
                "--pseudonymise",
                "names",
                "--attach",
                NODE + "=" + Files.write(folder.resolve("cpu.pb.gz"), profile()));

        try (Bundle made = Bundle.open(bundle)) {
            assertThat(made.text("attached/cpu.txt")).doesNotContain("9FF54552").contains("main.burnRiskMatrix");
        }
        assertThat(hot(bundle).path("name").asString()).startsWith("proc-");
    }

    /** Taken half a minute before the capture; the node is a minute older. */
    private static byte[] profile() {
        return MadeUpProfile.cpu(Instant.now().minusSeconds(30), Duration.ofSeconds(10))
                .burnt(
                        Duration.ofSeconds(9),
                        Map.of("pid", SCANNER, "tenant", "password=Hunter-22x"),
                        "main.burnRiskMatrix",
                        "main.(*RiskScanner).HandleMessage")
                .burnt(Duration.ofSeconds(1), Map.of(), "runtime.futex")
                .gzipped();
    }

    private Path captured(Object... more) throws IOException {
        return captured(Dialect.MCP_APPLICATION, more);
    }

    private Path captured(Dialect kind, Object... more) throws IOException {
        Path out = folder.resolve("bundle.zip");
        try (LeapingTime time = new LeapingTime();
                Bundle cluster = Bundle.open(CLUSTER);
                ReplayServer server = ReplayServer.start(
                        cluster, ReplayOptions.asRecorded().as(kind).withTime(new ReplayedTime(time)))) {
            run(
                    time,
                    Stream.concat(
                            Stream.of(
                                    "capture",
                                    server.url(),
                                    "--yes",
                                    "--window",
                                    "20s",
                                    "--without",
                                    "pprof_cpu",
                                    "--out",
                                    out),
                            Stream.of(more)));
        }
        return out;
    }

    private static void run(LeapingTime time, Stream<Object> words) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = Main.run(time, out, out, words.map(Object::toString).toArray(String[]::new));
        assertThat(code).as(said.toString()).isIn(ExitCode.DONE.number(), ExitCode.INCOMPLETE.number());
    }

    /** The subject of the finding about the hot function. */
    private JsonNode hot(Path bundle) throws IOException {
        JsonNode all = findings(bundle);
        for (JsonNode finding : all) {
            if (finding.path("code").asString().equals("ED0301")) {
                return finding.path("subject");
            }
        }
        throw new AssertionError("no hot function in " + all);
    }

    private JsonNode findings(Path bundle) throws IOException {
        return read(bundle).path("findings");
    }

    private JsonNode read(Path bundle) throws IOException {
        Path out = Files.createTempDirectory(folder, "report").resolve("r");
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = Main.run(writer, writer, "report", bundle.toString(), "--out", out.toString(), "--format", "json");
        assertThat(code).as(said.toString()).isEqualTo(ExitCode.DONE.number());
        try (Stream<Path> files = Files.walk(out)) {
            List<Path> json = files.filter(file -> file.toString().endsWith("findings.json"))
                    .toList();
            return JsonMapper.shared().readTree(Files.readString(json.get(0)));
        }
    }
}
