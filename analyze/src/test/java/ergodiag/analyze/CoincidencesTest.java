package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.TimelineEntry;
import ergodiag.playbooks.bottleneck.Bottleneck;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer on one node whose queue grows from a moment on, in a window of two minutes, and whatever else changes. */
final class CoincidencesTest {
    private static final String A = "a@host";
    private static final String B = "b@host";

    @TempDir
    Path temp;

    @Test
    void whatElseChangedInThatMomentIsToldWithItsPlaces() {
        Findings findings = judged(60, node -> sends(node, 61), node -> {});
        Finding finding = findings.findings().get(0);

        assertThat(finding.code()).isEqualTo("ED0202");
        assertThat(finding.since().orElseThrow()).isBetween(at(54), at(66));
        assertThat(finding.prose().sentence())
                .endsWith("In the same 10 s: 120 instead of 20 messages a second went from a@host to b@host.");
        assertThat(finding.basis().evidence())
                .filteredOn(place -> place.pointer().orElse("").endsWith("/MessagesOut"))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(findings.timeline())
                .filteredOn(entry -> entry.kind() == TimelineEntry.Kind.CHANGE)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.node()).isEqualTo(A);
                    assertThat(entry.at()).isBetween(at(54), at(72));
                    assertThat(entry.text())
                            .isEqualTo("120 instead of 20 messages a second went from a@host to b@host");
                });
    }

    @Test
    void theNodeOnWhichItSurelyCameFirstIsNamed() {
        assertThat(sentence(60, node -> sends(node, 56), node -> goroutines(node, 65)))
                .contains("b@host had 230 instead of 30 goroutines")
                .endsWith(", first on a@host.");
    }

    @Test
    void whereReadingsDoNotTellWhatCameFirstNothingIsSaidOfIt() {
        assertThat(sentence(60, node -> sends(node, 61), node -> goroutines(node, 61)))
                .contains("b@host had")
                .doesNotContain("first on");
    }

    @Test
    void whatChangedAtAnotherTimeIsNotTold() {
        assertThat(sentence(60, node -> sends(node, 85), node -> goroutines(node, 30)))
                .doesNotContain("In the same");
    }

    @Test
    void whatGrowsAllTheTimeIsNoChange() {
        assertThat(sentence(60, node -> node.stats("goroutines", s -> 30 + 4 * s), node -> {}))
                .doesNotContain("In the same");
    }

    @Test
    void ofWhatBeganBeforeTheWindowNothingElseIsKnown() {
        assertThat(sentence(-100, node -> sends(node, 61), node -> {})).doesNotContain("In the same");
    }

    @Test
    void whatTheFindingIsAboutIsNotToldTwice() {
        assertThat(sentence(60, node -> {}, node -> {})).doesNotContain("In the same");
    }

    @Test
    void namesThatCameAndWentAreTold() {
        assertThat(sentence(
                        60,
                        node -> node.process(
                                        "<A.0.1060>",
                                        row -> row.set("Name", "pricer").presentWhen(s -> s < 60))
                                .process(
                                        "<A.0.1061>",
                                        row -> row.set("Name", "importer").presentWhen(s -> s > 58)),
                        node -> {}))
                .contains("pricer vanished from a@host")
                .contains("importer appeared on a@host");
    }

    @Test
    void aNodeThatRestartedThenIsTold() {
        assertThat(sentence(
                        60,
                        node -> node.info("Uptime", s -> s < 60 ? 3600 + s : s - 58)
                                .info("ProcessesSpawned", s -> s < 60 ? 900 : 10),
                        node -> {}))
                .endsWith("In the same 10 s: a@host restarted.");
    }

    private String sentence(int from, Consumer<TestNode> one, Consumer<TestNode> other) {
        return judged(from, one, other).findings().get(0).prose().sentence();
    }

    private Findings judged(int from, Consumer<TestNode> one, Consumer<TestNode> other) {
        IntUnaryOperator queue = s -> 8 * Math.max(0, s - from);
        return TestBundles.in(temp)
                .seconds(IntStream.rangeClosed(0, 40).mapToObj(i -> 3 * i).toArray(Integer[]::new))
                .node(A, node -> {
                    node.peer(B, row -> {});
                    one.accept(node);
                })
                .node(B, node -> {
                    node.process(
                            "<B.0.1050>",
                            row -> row.set("Name", "writer")
                                    .set("MessagesIn", s -> 10_000 + 10 * s + queue.applyAsInt(s))
                                    .set("MessagesMailbox", s -> queue.applyAsInt(s))
                                    .set("MailboxLatency", s -> queue.applyAsInt(s) * 50_000_000L)
                                    .set("State", s -> s > from ? "running" : "sleep"));
                    other.accept(node);
                })
                .judge(new Bottleneck());
    }

    private static void sends(TestNode node, int from) {
        node.peer(B, row -> row.set("MessagesOut", s -> 50_000 + 20 * s + 100 * Math.max(0, s - from)));
    }

    private static void goroutines(TestNode node, int from) {
        node.stats("goroutines", s -> s < from ? 30 : 230);
    }

    private static Instant at(int second) {
        return TestBundles.START.plusSeconds(second);
    }
}
