package ergodiag.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Mutated;
import ergodiag.bundle.Bundle;
import ergodiag.findings.Chart;
import ergodiag.findings.Findings;
import org.junit.jupiter.api.Test;

class ChartTitlesTest {
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
}
