package ergodiag.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Reading;
import ergodiag.cluster.shape.CpuClock;
import ergodiag.ergo.Tool;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterTest {

    @Test
    void aHealthyRecordingShowsEveryNodeInFull() {
        Cluster cluster = of("healthy-three-nodes");

        assertThat(cluster.nodes())
                .extracting(Node::name)
                .containsExactly("node1@localhost", "node2@localhost", "node3@localhost");
        for (Node node : cluster.nodes()) {
            assertThat(node.infos().size()).isGreaterThan(30);
            assertThat(node.processLists().readings())
                    .allMatch(list -> list.it().complete());
            assertThat(node.current()).noneMatch(process -> process.last().isOfTheAskers());
            assertThat(node.restarted()).isFalse();
            assertThat(node.fellSilentAt()).isEmpty();
            assertThat(node.logsComplete()).isTrue();
            assertThat(node.missing()).isEmpty();
            assertThat(node.lacks(Tool.CRON_INFO, 1))
                    .as("asked and answered, though read by nobody")
                    .isEmpty();
            assertThat(node.lacks(Tool.CRON_SCHEDULE, 1)).isPresent();
        }
        assertThat(cluster.links())
                .hasSize(6)
                .allMatch(link -> link.sender().hasTwo() && link.receiver().hasTwo());
        assertThat(cluster.window()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(130));
    }

    @Test
    void aNodeThatWentAwayIsKnownToHaveFallenSilent() {
        Cluster cluster = of("node-gone");

        assertThat(cluster.node("node3@localhost").orElseThrow().fellSilentAt()).isPresent();
        assertThat(cluster.node("node1@localhost").orElseThrow().fellSilentAt()).isEmpty();
    }

    @Test
    void cpuSecondsThatCountTwiceAreHalved() {
        Node node = of("memory-and-cpu").node("node3@localhost").orElseThrow();
        Reading<Series<Duration>> used = CpuClock.used(node);

        double cores = used.value().orElseThrow().rate(time -> time.toNanos() / 1e9);
        assertThat(cores)
                .as("one core is burned, and the node's clock would say two")
                .isBetween(0.7, 1.3);
    }

    private static Cluster of(String sample) {
        try (Bundle bundle = Bundle.open(Path.of("../samples/" + sample + ".zip"))) {
            return Cluster.of(bundle);
        }
    }
}
