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
import ergodiag.capture.scope.TokenPrompt;
import ergodiag.ergo.NodeInfo;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    @Test
    void namesWithoutEndAreCountedEachOnceAndNotKept() {
        Roster few = new Roster(new Approach(List.of(), List.of("x*"), 3, TokenPrompt.NOBODY));
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10; i++) {
                few.heardOf("n" + i + "@host", "peers");
                few.heardOf("x" + i + "@host", "peers");
            }
        }

        assertThat(few.nodes()).containsExactly("n0@host", "n1@host", "n2@host");
        assertThat(few.beyond()).isEqualTo(7);
        assertThat(few.excluded()).hasSize(3);
        assertThat(few.unlisted()).isEqualTo(7);
        assertThat(few.unmatched()).isEmpty();
        assertThat(few.asksFor("n3@host")).isFalse();
    }

    @Test
    void whoWasHeardOfFirstComesFirst() {
        roster.heardOf("z@host", "entry");
        roster.heardOf("m@host", "peers");
        roster.heardOf("a@host", "cluster_nodes");
        roster.heardOf("z@host", "cluster_nodes");

        assertThat(roster.asHeard()).containsExactly("z@host", "m@host", "a@host");
        assertThat(roster.nodes()).containsExactly("a@host", "m@host", "z@host");
        roster.hide("m@host");
        assertThat(roster.asHeard()).containsExactly("z@host", "a@host");
    }

    @Test
    void whatTheUserNamesIsFoundAlsoBeyondWhatIsListed() {
        Roster few = new Roster(new Approach(List.of("a@*"), List.of("x9@host", "y*"), 1, TokenPrompt.NOBODY));
        for (int i = 0; i < 10; i++) {
            few.heardOf("x" + i + "@host", "peers");
        }
        few.heardOf("a@host", "peers");

        assertThat(few.nodes()).containsExactly("a@host");
        assertThat(few.unmatched()).containsExactly("y*");
    }

    @Test
    void aNameLongerThanAnyIsNoNodeAndIsToldShortened() {
        roster.heardOf("x".repeat(1_023) + "@", "peers");
        roster.heardOf("x".repeat(1_024) + "@", "peers");
        for (int i = 0; i < 1_000; i++) {
            roster.heardOf("nohost" + i, "registrar");
        }

        assertThat(roster.nodes()).hasSize(1);
        assertThat(roster.notNodes())
                .hasSize(21)
                .allMatch(line -> line.length() < 300)
                .last()
                .asString()
                .startsWith("981 more that are named");
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
