package ergodiag.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.ReadSample;
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

    @Test
    void aChartSaysWhatWasFoundInIt() {
        Findings findings = ReadSample.judged("crash-loop");
        assertThat(title(findings, "processes")).isEqualTo("Processes pile up on node3@localhost");
        assertThat(title(findings, "terminations")).startsWith("quote_feed").contains("dies and comes back");
        assertThat(title(findings, "links")).isEqualTo("Both ends of every link agree");
    }

    @Test
    void aHealthyClustersChartsSayThatThereIsNothing() {
        assertThat(ReadSample.judged("healthy-three-nodes").charts())
                .extracting(Chart::title)
                .contains("No mailbox fills")
                .noneMatch(it -> it.contains("·"));
    }

    @Test
    void aChartThatCouldNotSeeAllNamesItsTopicOnly() {
        assertThat(title(ReadSample.judged("node-gone"), "heap")).isEqualTo("Heap");
    }
}
