package ergodiag.playbooks.health;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two of three nodes start anew with the same release: b at second 33, c some time later. */
class RollingRestartTest {
    private static final int HOUR = 3600;
    private static final int FIRST = 33;

    @TempDir
    Path folder;

    private Findings judge(int second, int drained, Consumer<TestNode> a, Consumer<TestNode> b) {
        Map<String, Integer> starts = Map.of("b@h", FIRST, "c@h", second);
        TestBundles bundles = TestBundles.in(folder)
                .seconds(IntStream.rangeClosed(0, 24).mapToObj(i -> 5 * i).toArray(Integer[]::new));
        bundles.node("a@h", node -> {
            starts.forEach((peer, start) -> node.peer(
                    peer,
                    row -> row.set("ConnectionUptime", age(start)::applyAsInt)
                            .set("Uptime", age(start)::applyAsInt)
                            .set(
                                    "MessagesIn",
                                    s -> s < start ? 50_000 + 20 * Math.min(s, start - 5 - drained) : 20 * (s - start))
                            .set("MessagesOut", s -> s < start ? 50_000 + 20 * s : 20 * (s - start))));
            a.accept(node);
        });
        starts.forEach((name, start) -> bundles.node(name, node -> {
            node.info("Uptime", age(start)::applyAsInt)
                    .info("ProcessesSpawned", s -> s < start ? 900 : 10)
                    .peer(
                            "a@h",
                            row -> row.set("ConnectionUptime", age(start)::applyAsInt)
                                    .set("Uptime", s -> HOUR + s)
                                    .set("MessagesIn", s -> s < start ? 50_000 + 20 * s : 20 * (s - start))
                                    .set(
                                            "MessagesOut",
                                            s -> s < start
                                                    ? 50_000 + 20 * Math.min(s, start - 5 - drained)
                                                    : 20 * (s - start)));
            if (name.equals("b@h")) {
                b.accept(node);
            }
        }));
        return bundles.judge();
    }

    private static IntUnaryOperator age(int start) {
        return s -> s < start ? HOUR + s : s - start;
    }

    private static List<String> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(Finding::code)
                .toList();
    }

    private static Consumer<TestNode> announcing(int... seconds) {
        return node -> {
            node.log(seconds[0], "info", "<A.0.1001> ('ops') main.Ops", "qwertz b@h");
            node.log(seconds[1], "info", "<A.0.1001> ('ops') main.Ops", "qwertz c@h");
        };
    }

    @Test
    void whatWasSaidBeforeIsInformationAndExplainsWhatFailedMeanwhile() {
        Findings findings = judge(
                73,
                0,
                announcing(25, 65).andThen(node -> node.info("SendErrorsRemote", s -> s < 30 ? 0 : s < 70 ? 20 : 40)),
                node -> {});
        assertThat(serious(findings)).isEmpty();
        Finding finding = findings.findings().get(0);
        assertThat(finding.code()).isEqualTo("ED0134");
        assertThat(finding.since()).contains(TestBundles.START.plusSeconds(30));
        assertThat(finding.prose().sentence()).startsWith("b@h, c@h restarted one after another in good order");
        assertThat(finding.explains()).anyMatch(id -> id.startsWith("ED0103"));
    }

    @Test
    void soIsWhoeverHadSentNothingAnyMore() {
        assertThat(serious(judge(73, 15, node -> {}, node -> {}))).isEmpty();
    }

    @Test
    void deathsWithoutAWordAreCriticalHoweverEvenlyTheyFollow() {
        assertThat(serious(judge(73, 0, node -> {}, node -> {}))).containsExactly("ED0102", "ED0102");
    }

    @Test
    void aPanicBeforeTellsACrash() {
        assertThat(serious(judge(
                        73,
                        0,
                        announcing(25, 65),
                        node -> node.log(28, "panic", "<A.0.1001> ('front') main.Front", "out of memory"))))
                .contains("ED0102");
    }

    @Test
    void anErrorOfAnotherThatNamesItBeforeTellsACrash() {
        assertThat(serious(judge(
                        73,
                        15,
                        node -> node.log(28, "error", "<A.0.1001> ('front') main.Front", "b@h does not answer"),
                        node -> {})))
                .contains("ED0102");
    }

    @Test
    void nodesThatAreAwayTogetherAreNotRestartedInTurn() {
        assertThat(serious(judge(34, 15, node -> {}, node -> {}))).containsExactly("ED0102", "ED0102");
    }
}
