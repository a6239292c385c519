package ergodiag.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.ergo.NodeInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeClockTest {
    private static final List<Timed<NodeInfo>> RECORDED = recorded();

    @Test
    void aReadingIsOfTheMomentAtWhichTheNodeLooked() {
        Timed<NodeInfo> late = later(RECORDED.get(0), Duration.ofSeconds(2));

        Series<NodeInfo> timed =
                new NodeClock(Optional.of(Duration.ZERO), List.of()).timed(new Series<>(List.of(late)));

        assertThat(timed.readings().get(0).at()).isEqualTo(clock(late));
    }

    @Test
    void theNodesClockCountsAsFarAsItIsKnownToDiffer() {
        Timed<NodeInfo> reading = RECORDED.get(0);

        Series<NodeInfo> timed =
                new NodeClock(Optional.of(Duration.ofSeconds(1)), List.of()).timed(new Series<>(List.of(reading)));

        assertThat(timed.readings().get(0).at()).isEqualTo(clock(reading).minusSeconds(1));
    }

    @Test
    void ourClockCountsWhereTheOtherWasSetOrIsNotKnown() {
        Timed<NodeInfo> far = later(RECORDED.get(0), Duration.ofSeconds(6));

        assertThat(new NodeClock(Optional.of(Duration.ZERO), List.of())
                        .timed(new Series<>(List.of(far)))
                        .readings()
                        .get(0)
                        .at())
                .isEqualTo(far.at());
        assertThat(new NodeClock(Optional.empty(), List.of())
                        .timed(new Series<>(List.of(far)))
                        .readings()
                        .get(0)
                        .at())
                .isEqualTo(far.at());
    }

    @Test
    void twoReadingsOfTheSameMomentAreOne() {
        Timed<NodeInfo> first = RECORDED.get(0);
        List<Timed<NodeInfo>> readings = List.of(first, later(first, Duration.ofSeconds(1)), RECORDED.get(1));

        assertThat(new NodeClock(Optional.of(Duration.ZERO), List.of())
                        .timed(new Series<>(readings))
                        .size())
                .isEqualTo(2);
    }

    private static Timed<NodeInfo> later(Timed<NodeInfo> reading, Duration by) {
        return new Timed<>(clock(reading).plus(by), reading.call(), reading.it());
    }

    private static Instant clock(Timed<NodeInfo> reading) {
        return reading.it().serverTime().value().orElseThrow();
    }

    private static List<Timed<NodeInfo>> recorded() {
        try (Bundle bundle = Bundle.open(Path.of("../samples/healthy-three-nodes.zip"))) {
            return Cluster.of(bundle).nodes().get(0).infos().readings();
        }
    }
}
