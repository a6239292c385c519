package ergodiag.bundle;

import ergodiag.bundle.CustodyEntry.Did;
import ergodiag.bundle.Labels.Label;
import ergodiag.bundle.Manifest.CallCounts;
import ergodiag.bundle.Manifest.Endpoint;
import ergodiag.bundle.Manifest.EntryPoint;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.Program;
import ergodiag.bundle.Manifest.Reached;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.Manifest.Run;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.ledger.Timing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Small bundles for tests. */
final class BundleSamples {
    static final Instant START = Instant.parse("2026-11-23T20:15:00.125Z");
    static final String LEDGER_LINE =
            "{\"id\":1,\"node\":\"a@b\",\"tool\":\"node_info\",\"started\":\"2026-11-23T20:15:00Z\",\"took_ms\":1.5,\"outcome\":\"ok\"}\n";

    private BundleSamples() {}

    static Manifest manifest() {
        return new Manifest(
                Manifest.FORMAT,
                new Program("ergodiag", "0.1.0"),
                new Run(
                        START,
                        Optional.of(START.plusSeconds(60)),
                        true,
                        "standard",
                        Duration.ofMillis(60_500),
                        new Endpoint("http://localhost:9922/mcp", "node1@localhost"),
                        Labels.of("ergodiag capture http://localhost:9922/mcp")
                                .with(Label.BY, Optional.of("Ada"))
                                .with(Label.TICKET, Optional.of("OPS-17")),
                        new Reached(
                                List.of(new EntryPoint(
                                        "http://localhost:9922/mcp",
                                        "node1@localhost",
                                        Optional.of(Dialect.OBSERVER),
                                        "used",
                                        "")),
                                List.of("node1@localhost", "x*@*"),
                                List.of("node3@localhost"),
                                List.of("x*@*"),
                                OptionalLong.of(99_000))),
                List.of(
                        new NodeEntry(
                                "node1@localhost",
                                List.of("entry", "peers"),
                                State.CAPTURED,
                                Optional.of(Duration.ofNanos(-1_250_000)),
                                Optional.of(Duration.ofMillis(2))),
                        new NodeEntry(
                                "node2@localhost", List.of("peers"), State.SILENT, Optional.empty(), Optional.empty())),
                RedactionSummary.of(3, List.of("password")),
                new CallCounts(2, 1, 1, 0),
                new Own(
                        List.of(new Own.Sampler("mcp_sampler_1", "node1@localhost", "pprof_cpu", START)),
                        List.of(new Own.CallsTo("node1@localhost", 2)),
                        List.of(new Own.Connection("node1@localhost", "node2@localhost"))),
                Optional.of(new Load(
                        4,
                        2,
                        7.25,
                        31,
                        Duration.ofNanos(12_500_000),
                        1_234_567,
                        Optional.of(Duration.ofSeconds(90)),
                        OptionalLong.of(50_000_000),
                        3)),
                List.of(
                        CustodyEntry.of(
                                Did.CAPTURED, START.plusSeconds(60), "0.1.0", Optional.empty(), Optional.of("Ada")),
                        CustodyEntry.of(
                                Did.REDACTED,
                                START.plusSeconds(3600),
                                "0.2.0",
                                Optional.of("00ff"),
                                Optional.empty())));
    }

    static Call ok(long id, Stored stored) {
        return new Call(
                id,
                new Asked(
                        "node1@localhost", "process_list", Map.of("limit", 100L, "sort_by", "mailbox"), "bottlenecks"),
                new Timing(START, Duration.ofNanos(12_345_000)),
                Outcome.OK,
                Failure.NONE,
                OptionalInt.of(1),
                Optional.of(stored),
                ListPart.of("mailbox", 2, OptionalLong.of(100))
                        .judged(true, OptionalLong.of(50))
                        .counted(50, true));
    }

    /** A look at the log through an Observer, some seconds after the one before, which brought nothing. */
    static Call read(long id, Map<String, Object> arguments) {
        return new Call(
                id,
                new Asked("node1@localhost", Dialect.OBSERVER, "lens_log", arguments, "the log"),
                new Timing(START.plusSeconds(10 * id), Duration.ofMillis(20)),
                Outcome.EMPTY,
                Failure.NONE,
                OptionalInt.empty(),
                Optional.empty(),
                ListPart.of("log", 1, OptionalLong.empty()));
    }

    static Call failed(long id) {
        return new Call(
                id,
                new Asked("node2@localhost", "node_info", Map.of(), "all playbooks"),
                new Timing(START.plusSeconds(1), Duration.ofSeconds(10)),
                Outcome.TIMEOUT,
                Failure.of(OptionalInt.of(-32603), "remote call to 'node2@localhost' failed: timed out"),
                OptionalInt.empty(),
                Optional.empty(),
                ListPart.NONE);
    }

    /** A zip with these entries: name, text, name, text ... */
    static Path zip(Path path, String... entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(path);
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
            for (int i = 0; i < entries.length; i += 2) {
                out.putArchiveEntry(new ZipArchiveEntry(entries[i]));
                out.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
                out.closeArchiveEntry();
            }
        }
        return path;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
