package ergodiag.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Timing;
import ergodiag.ergo.NodeInfo;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Restarts as the second tells in which a node started. */
final class LivesTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    private final List<Timed<NodeInfo>> infos = new ArrayList<>();

    /** @param creation 0 where it is not told */
    private LivesTest told(int second, int uptime, long creation) {
        String text = "{\"Name\":\"a@b\",\"Uptime\":" + uptime + ",\"ProcessesSpawned\":53"
                + (creation == 0 ? "" : ",\"Creation\":" + creation) + "}";
        Call call = new Call(
                second,
                new Asked("a@b", "node_info", Map.of(), ""),
                new Timing(START.plusSeconds(second), Duration.ofMillis(5)),
                Outcome.OK,
                Failure.NONE,
                OptionalInt.empty(),
                Optional.empty(),
                ListPart.of("", 1, OptionalLong.empty()));
        infos.add(Timed.of(
                call,
                NodeInfo.read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Source.file("node.json"))));
        return this;
    }

    private Lives lives() {
        return Lives.of(new Series<>(infos));
    }

    @Test
    void anotherSecondOfTheStartIsAnotherLifeEvenWhereTheUptimeLooksFine() {
        assertThat(told(0, 1, 100).told(3, 3, 101).lives().restarts()).hasSize(1);
    }

    @Test
    void theSameSecondIsTheSameLifeWhateverTheClockDoes() {
        Lives lives = told(0, 500, 100).told(3, 20, 100).lives();
        assertThat(lives.restarts()).isEmpty();
        assertThat(lives.jumps()).hasSize(1);
    }

    @Test
    void whatDoesNotTellIsOfTheLifeBetweenTwoThatTellTheSame() {
        assertThat(told(0, 500, 100).told(3, 20, 0).told(6, 23, 100).lives().restarts())
                .isEmpty();
    }

    @Test
    void whereNothingIsToldTheUptimeDecides() {
        assertThat(told(0, 500, 0).told(3, 2, 0).lives().restarts()).isEmpty();
        infos.clear();
        assertThat(told(0, 500, 0).told(3, 503, 0).lives().restarts()).isEmpty();
    }
}
