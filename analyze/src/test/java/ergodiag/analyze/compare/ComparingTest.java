package ergodiag.analyze.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Labels;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.NotABundle;
import ergodiag.findings.Basis;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Comparison;
import ergodiag.findings.Comparison.Shift;
import ergodiag.findings.ComparisonJson;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.BundleHead;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.findings.FindingsJson;
import ergodiag.findings.Measure;
import ergodiag.findings.Prose;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Table;
import ergodiag.findings.Threshold;
import ergodiag.findings.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparingTest {
    private static final Instant START = Instant.parse("2026-11-23T20:15:00Z");

    @Test
    void aProcessIsTheSameUnderAnotherPid() {
        Comparison comparison = Comparing.between(
                result(Verdict.State.FOUND, blocked("<A.0.1001>", "writer", Severity.WARNING, 10)),
                result(Verdict.State.FOUND, blocked("<B.0.2002>", "writer", Severity.WARNING, 10)));
        assertThat(comparison.fresh()).isEmpty();
        assertThat(comparison.gone()).isEmpty();
        assertThat(comparison.kept()).hasSize(1);
    }

    @Test
    void anotherNameIsAnotherProcess() {
        Comparison comparison = Comparing.between(
                result(Verdict.State.FOUND, blocked("<A.0.1001>", "writer", Severity.WARNING, 10)),
                result(Verdict.State.FOUND, blocked("<A.0.1001>", "reader", Severity.WARNING, 10)));
        assertThat(comparison.fresh()).extracting(it -> it.subject().name()).containsExactly("reader");
        assertThat(comparison.gone()).extracting(it -> it.subject().name()).containsExactly("writer");
        assertThat(comparison.hasNewFault()).isTrue();
    }

    @Test
    void graverIsWorseAndSaysTheNumbers() {
        Comparison comparison = Comparing.between(
                result(Verdict.State.FOUND, blocked("<A.0.1>", "writer", Severity.WARNING, 10)),
                result(Verdict.State.FOUND, blocked("<A.0.1>", "writer", Severity.CRITICAL, 1200)));
        assertThat(comparison.worse()).hasSize(1);
        assertThat(comparison.worse().get(0).numbers())
                .containsExactly(new Shift("writer", "messages waiting", "10 messages", "1,200 messages"));
    }

    @Test
    void whatCannotBeToldAnyMoreIsNotGone() {
        Comparison comparison = Comparing.between(
                result(Verdict.State.FOUND, blocked("<A.0.1>", "writer", Severity.WARNING, 10)),
                result(Verdict.State.CANNOT_TELL));
        assertThat(comparison.gone()).isEmpty();
        assertThat(comparison.unseen()).hasSize(1);
        assertThat(comparison.sights()).singleElement().matches(Comparison.Sight::isLost);
        assertThat(comparison.hasLostSight()).isTrue();
    }

    @Test
    void whatIsLookedForAndNotFoundIsGone() {
        Comparison comparison = Comparing.between(
                result(Verdict.State.FOUND, blocked("<A.0.1>", "writer", Severity.WARNING, 10)),
                result(Verdict.State.HEALTHY));
        assertThat(comparison.gone()).hasSize(1);
        assertThat(comparison.hasLostSight()).isFalse();
        assertThat(comparison.hasNewFault()).isFalse();
    }

    @Test
    void aGapOfTheNodeKeepsItsFindingFromBeingGoneThoughOthersAreFound() {
        Findings after = result(
                Verdict.State.FOUND,
                List.of(new Gap("no answer", "n1", "process_list", "")),
                List.of(),
                "312 MiB",
                0.01);
        Comparison comparison = Comparing.between(
                result(Verdict.State.FOUND, blocked("<A.0.1>", "writer", Severity.WARNING, 10)), after);
        assertThat(comparison.unseen()).hasSize(1);
    }

    @Test
    void countersAndLimitsThatChangedAreListed() {
        Findings after = result(Verdict.State.HEALTHY, List.of(), List.of(), "400 MiB", 0.05);
        Comparison comparison = Comparing.between(result(Verdict.State.HEALTHY), after);
        assertThat(comparison.counters()).containsExactly(new Shift("n1", "Heap", "312 MiB", "400 MiB"));
        assertThat(comparison.limits()).containsExactly(new Shift("", "a.limit", "0.01", "0.05"));
    }

    @Test
    void theSameTwiceDiffersInNothing() {
        Findings one = result(Verdict.State.FOUND, blocked("<A.0.1>", "writer", Severity.WARNING, 10));
        Comparison comparison = Comparing.between(one, one);
        assertThat(comparison.fresh()).isEmpty();
        assertThat(comparison.gone()).isEmpty();
        assertThat(comparison.counters()).isEmpty();
        assertThat(comparison.kept()).singleElement().matches(it -> it.numbers().isEmpty() && it.worse() == 0);
    }

    @Test
    void aWrittenResultIsReadAgainAsItWas() {
        Findings one = result(Verdict.State.FOUND, blocked("<A.0.1>", "writer", Severity.CRITICAL, 10));
        Findings read = FindingsJson.read("findings.json", FindingsJson.write(one));
        assertThat(read.findings()).isEqualTo(one.findings());
        assertThat(read.verdicts()).isEqualTo(one.verdicts());
        assertThat(read.thresholds()).isEqualTo(one.thresholds());
        assertThat(read.nodes()).isEqualTo(one.nodes());
        assertThat(read.tables()).isEqualTo(one.tables());
    }

    @Test
    void anotherFileIsNotTakenForAResult() {
        assertThatThrownBy(() -> FindingsJson.read("x.json", "{\"format\":\"ergodiag.findings/2\"}"))
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining("ergodiag.findings/2");
        assertThatThrownBy(() -> FindingsJson.read("x.json", "{")).isInstanceOf(NotABundle.class);
        assertThatThrownBy(() -> FindingsJson.read("x.json", "{\"format\":\"ergodiag.findings/1\"}"))
                .isInstanceOf(NotABundle.class);
    }

    @Test
    void asJsonEveryFindingStandsWhereItBelongs() {
        JsonNode json = JsonMapper.shared()
                .readTree(ComparisonJson.write(Comparing.between(
                        result(Verdict.State.FOUND, blocked("<A.0.1>", "writer", Severity.WARNING, 10)),
                        result(
                                Verdict.State.FOUND,
                                blocked("<A.0.1>", "writer", Severity.CRITICAL, 10),
                                blocked("<A.0.2>", "reader", Severity.INFO, 1)))));
        assertThat(json.at("/findings_in_both/0/change").asString()).isEqualTo("worse");
        assertThat(json.at("/findings_new/0/subject").asString()).isEqualTo("reader");
        assertThat(json.at("/findings_gone").isEmpty()).isTrue();
    }

    private static Finding blocked(String pid, String name, Severity severity, double waiting) {
        return new Finding(
                "ED0201",
                2,
                severity,
                "ED0201-" + name,
                Optional.of(START),
                Subject.process(Subject.Kind.PROCESS, "n1", pid, name, "main.Writer", "app"),
                new Prose("", name + " on n1 is blocked", "", "Look.", "", ""),
                new Basis(
                        List.of(new Measure("messages waiting", waiting, "messages")),
                        List.of(Evidence.at("nodes/n1/process_list.001.json", "/0/MessagesMailbox", waiting))));
    }

    private static Findings result(Verdict.State state, Finding... findings) {
        return result(state, List.of(), List.of(findings), "312 MiB", 0.01);
    }

    private static Findings result(
            Verdict.State state, List<Gap> gaps, List<Finding> findings, String heap, double limit) {
        return new Findings(
                "1",
                new BundleHead(
                        "a.zip",
                        "",
                        START,
                        START.plusSeconds(60),
                        Duration.ofSeconds(60),
                        "standard",
                        true,
                        "n1",
                        "http://n1/mcp",
                        Labels.of(""),
                        "",
                        true,
                        0,
                        List.of(),
                        10,
                        0,
                        Optional.empty(),
                        List.of()),
                List.of(new NodeSummary(
                        "n1", Manifest.State.CAPTURED, Optional.empty(), List.of("up 3 d"), Optional.empty())),
                List.of(new Verdict(
                        2,
                        "performance-bottleneck",
                        "Performance bottleneck",
                        state,
                        "two lists",
                        gaps,
                        List.of(),
                        List.of())),
                findings,
                List.of(new Table(
                        "nodes",
                        1,
                        "Nodes",
                        List.of(
                                Column.key("Node"),
                                Column.size("Heap").compared(Column.Compared.VALUE),
                                Column.in("Clock offset", "ms")),
                        List.of(List.of(Cell.text("n1"), Cell.text(heap), Cell.number(limit))),
                        0)),
                List.of(),
                List.of(),
                List.of(),
                List.of(Threshold.ours("a.limit", limit, "1", "because")),
                List.of());
    }
}
