package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.ergo.Tool;
import ergodiag.findings.CoverageCell;
import ergodiag.findings.Findings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestBundlesTest {
    @TempDir
    Path temp;

    @Test
    void aHandMadeNodeIsReadWithEverythingACaptureBrings() {
        Path file = TestBundles.in(temp)
                .seconds(0, 30, 60)
                .node(
                        "a@host",
                        node -> node.peer("b@host", row -> {})
                                .event("Event#<A:ticks>", row -> {})
                                .process("<A.0.7>", row -> row.set("MessagesMailbox", s -> 2 * s))
                                .log(10, "error", "<A.0.7> main.Worker", "oops"))
                .node("b@host", TestNode::silent)
                .write();
        try (Bundle bundle = Bundle.open(file)) {
            Cluster cluster = Cluster.of(bundle);
            Node node = cluster.nodes().get(0);
            assertThat(node.missing()).isEmpty();
            assertThat(node.infos().size()).isEqualTo(3);
            assertThat(node.stats().size()).isEqualTo(3);
            assertThat(node.processLists().readings())
                    .hasSize(3)
                    .allMatch(list -> list.it().complete());
            assertThat(node.process("<A.0.7>").orElseThrow().last().mailbox()).isEqualTo(120);
            assertThat(node.eventLists().size()).isEqualTo(3);
            assertThat(node.peers().size()).isEqualTo(3);
            assertThat(node.cpuProfiles().size()).isEqualTo(1);
            assertThat(node.heapProfiles().size()).isEqualTo(2);
            assertThat(node.stacks().size()).isEqualTo(1);
            assertThat(node.pings()).hasSize(1);
            assertThat(node.logs()).hasSize(1);
            assertThat(node.lacks(Tool.SAMPLE_LISTEN, 1)).isEmpty();
            assertThat(cluster.nodes().get(1).lacks(Tool.NODE_INFO, 1)).isPresent();
        }
    }

    @Test
    void nodesStandInTheOrderOfTheirNumbers() {
        TestBundles bundles = TestBundles.in(temp).seconds(0, 30);
        List<String> names =
                IntStream.rangeClosed(1, 12).mapToObj(i -> "node" + i + "@host").toList();
        names.forEach(name -> bundles.node(name, TestNode::silent));
        Findings findings = bundles.judge();
        assertThat(findings.nodes()).extracting(Findings.NodeSummary::name).containsExactlyElementsOf(names);
        assertThat(findings.coverage().stream().map(CoverageCell::node).distinct())
                .containsExactlyElementsOf(names);
    }
}
