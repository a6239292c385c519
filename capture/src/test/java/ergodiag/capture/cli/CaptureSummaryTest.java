package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Labels;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.Own;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.CaptureResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaptureSummaryTest {

    @Test
    void aHundredNodesThatLackTheSameAreOneLineAndOnlyTheOddOnesAreNamed() {
        List<NodeEntry> nodes = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = "node" + i + "@host";
            nodes.add(node(name, i == 7 ? State.SILENT : State.CAPTURED));
            missing.add(name + ": cron_info was not asked: cron_info is not in the node's tools/list");
        }
        missing.add("node7@host: node_info was not asked: node7@host failed 3 times in a row");

        List<String> lines = summary(nodes, missing);

        assertThat(lines).hasSizeLessThan(10);
        assertThat(lines)
                .contains(
                        "Node      node7@host  silent, 0 of 0 questions answered",
                        "Nodes     100: 99 captured, 1 silent",
                        "Missing   100 nodes (node0@host, node1@host, node2@host, ...): cron_info was not asked: cron_info is not in"
                                + " the node's tools/list",
                        "Missing   node7@host: node_info was not asked: the node failed 3 times in a row");
    }

    @Test
    void twoHundredDifferentReasonsAreCutAndTheRestCounted() {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            missing.add("reason " + i);
        }

        assertThat(summary(List.of(), missing).stream().filter(line -> line.startsWith("Missing")))
                .hasSize(13)
                .last()
                .isEqualTo("Missing   and 188 more reasons; calls.jsonl in the bundle has them all");
    }

    @Test
    void theNextCommandCanBeTypedAsItStands() {
        assertThat(summary(List.of(), List.of())).last().isEqualTo("Next      ergodiag report '/a folder/b.zip'");
    }

    private static List<String> summary(List<NodeEntry> nodes, List<String> missing) {
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                new Manifest.Program("ergodiag", "test"),
                new Manifest.Run(
                        Instant.EPOCH,
                        Optional.of(Instant.EPOCH),
                        true,
                        "standard",
                        Duration.ofSeconds(60),
                        new Manifest.Endpoint("http://h/mcp", "node0@host"),
                        Labels.of("ergodiag"),
                        Manifest.Reached.UNSAID),
                nodes,
                Manifest.RedactionSummary.of(0, List.of()),
                new Manifest.CallCounts(0, 0, 0, 0),
                Own.UNKNOWN,
                Optional.empty(),
                List.of());
        CaptureResult result = new CaptureResult(
                Path.of("/a folder/b.zip"), manifest, List.of(), Optional.empty(), missing, Optional.empty());
        StringWriter out = new StringWriter();
        CaptureSummary.print(
                result,
                Wrapping.PLAIN,
                false,
                Screen.PAPER,
                new PrintWriter(out, true),
                new PrintWriter(new StringWriter()));
        return out.toString().lines().toList();
    }

    private static NodeEntry node(String name, State state) {
        return new NodeEntry(name, List.of(), state, Optional.empty(), Optional.empty());
    }
}
