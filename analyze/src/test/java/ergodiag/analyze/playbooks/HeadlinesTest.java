package ergodiag.analyze.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Chart;
import ergodiag.analyze.Findings;
import ergodiag.analyze.Mutated;
import ergodiag.bundle.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadlinesTest {
    private static String title(Findings findings, String chart) {
        return findings.charts().stream()
                .filter(one -> one.id().equals(chart))
                .map(Chart::title)
                .findFirst()
                .orElseThrow();
    }

    private static Findings judge(String sample) {
        try (Bundle bundle = Mutated.original(sample)) {
            return Playbooks.judge(bundle);
        }
    }

    @Test
    void aChartSaysWhatWasFoundInIt() {
        Findings findings = judge("crash-loop");
        assertThat(title(findings, "processes")).isEqualTo("Processes pile up on node3@localhost");
        assertThat(title(findings, "terminations")).startsWith("quote_feed").contains("dies and comes back");
        assertThat(title(findings, "links")).isEqualTo("Both ends of every link agree");
    }

    @Test
    void aHealthyClustersChartsSayThatThereIsNothing() {
        assertThat(judge("healthy-three-nodes").charts())
                .extracting(Chart::title)
                .contains("No mailbox fills")
                .noneMatch(it -> it.contains("·"));
    }

    @Test
    void aChartThatCouldNotSeeAllNamesItsTopicOnly() {
        assertThat(title(judge("node-gone"), "heap")).isEqualTo("Heap");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1,451 processes wait on a@b: the oldest for 3 s.;1,451 processes wait on a@b",
                "Short: but no clause of its own ends early, so this is cut.;Short: but no clause of its own ends early",
                "x (main.X) on a@b dies and comes back, often.;x (main.X) on a@b dies and comes back",
                "Nothing to cut.;Nothing to cut.",
            })
    void aSentenceIsCutAfterItsFirstClause(String sentence, String clause) {
        assertThat(Headlines.firstClause(sentence)).isEqualTo(clause);
    }
}
