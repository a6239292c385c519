package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Timing;
import ergodiag.capture.scope.Approach;
import ergodiag.ergo.NodeInfo;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final String NODE = "one@host";
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Roster roster = new Roster(Approach.ALL);

    @Test
    void oneLookIsAsUncertainAsHalfItsCallWasLong() {
        look(Duration.ofMillis(200), "2026-11-23T12:00:02.1Z");

        assertThat(entry().clockOffset()).contains(Duration.ofSeconds(2));
        assertThat(entry().clockUncertainty()).contains(Duration.ofMillis(100));
    }

    @Test
    void severalLooksKnowTheClockWhereTheyAgree() {
        look(Duration.ofMillis(200), "2026-11-23T12:00:03.15Z");
        look(Duration.ofMillis(20), "2026-11-23T12:00:03.01Z");
        look(Duration.ofSeconds(4), "2026-11-23T12:00:03.2Z");

        assertThat(entry().clockOffset()).contains(Duration.ofMillis(3000));
        assertThat(entry().clockUncertainty()).contains(Duration.ofMillis(10));
    }

    @Test
    void aClockThatStoodStillIsAsUncertainAsItsLooksContradictEachOther() {
        look(Duration.ofMillis(20), "2026-11-23T12:00:00.01Z");
        look(Duration.ofMillis(20), "2026-11-23T11:59:57.01Z");
        look(Duration.ofMillis(20), "2026-11-23T12:00:00.01Z");

        assertThat(entry().clockOffset()).contains(Duration.ofMillis(-1500));
        assertThat(entry().clockUncertainty()).contains(Duration.ofMillis(1490));
    }

    @Test
    void aTimeThatWasNeverSetIsNoClockAndOneOfAnUnsetMachineIs() {
        look(Duration.ofMillis(20), "0001-01-01T00:00:00Z");
        assertThat(entry().clockOffset()).isEmpty();

        look(Duration.ofMillis(20), "1970-01-01T00:00:07Z");
        assertThat(entry().clockOffset().orElseThrow().toDays()).isEqualTo(-20_780);
    }

    @Test
    void aNodeThatDoesNotTellItsTimeHasNoOffset() {
        look(Duration.ofMillis(200), "");

        assertThat(entry().clockOffset()).isEmpty();
        assertThat(entry().clockUncertainty()).isEmpty();
    }

    @Test
    void aNameWithoutAnAtIsKeptApartWithWhoToldIt() {
        assertThat(roster.heardOf("nohost", "peers")).isFalse();
        assertThat(roster.heardOf(NODE, "peers")).isTrue();
        assertThat(roster.heardOf(NODE, "cluster_nodes")).isFalse();

        assertThat(roster.nodes()).containsExactly(NODE);
        assertThat(roster.notNodes()).singleElement().asString().contains("'nohost'", "peers");
        assertThat(entry().knownFrom()).containsExactly("peers", "cluster_nodes");
    }

    private NodeEntry entry() {
        return roster.entries(node -> State.CAPTURED).get(0);
    }

    private void look(Duration took, String serverTime) {
        roster.heardOf(NODE, "entry");
        Call call = new Call(
                1,
                new Asked(NODE, "node_info", Map.of(), ""),
                new Timing(NOON, took),
                Outcome.OK,
                Failure.NONE,
                OptionalInt.of(1),
                Optional.empty(),
                ListPart.NONE);
        String text = serverTime.isEmpty() ? "{}" : "{\"ServerTime\": \"" + serverTime + "\"}";
        NodeInfo info =
                NodeInfo.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Source.file("x"));
        roster.clock(Answer.none(call), info);
    }
}
