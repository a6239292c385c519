package ergodiag.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Labels;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.UserError;
import ergodiag.findings.Basis;
import ergodiag.findings.Cell;
import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Column;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.BundleHead;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.findings.Prose;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Table;
import ergodiag.findings.Verdict;
import ergodiag.incident.FindingLife.End;
import ergodiag.incident.Sighting.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    private static final Instant START = Instant.parse("2026-11-29T06:00:00Z");

    @Test
    void whatComesAndGoesHasABeginningAndAnEnd() {
        Incident incident = Incidents.of(
                List.of(
                        capture(20, Verdict.State.HEALTHY),
                        capture(0, Verdict.State.HEALTHY),
                        capture(10, Verdict.State.FOUND, blocked("<A.0.7>", Severity.CRITICAL))),
                List.of());
        FindingLife life = incident.main().orElseThrow();
        assertThat(life.sightings())
                .extracting(Sighting::state)
                .containsExactly(State.ABSENT, State.SEEN, State.ABSENT);
        assertThat(life.notBefore()).contains(at(1));
        assertThat(life.lastSeen()).isEqualTo(at(11));
        assertThat(life.overBy()).contains(at(20));
        assertThat(life.end()).isEqualTo(End.OVER);
        assertThat(incident.moments())
                .filteredOn(moment -> moment.kind() == Happening.Kind.OVER)
                .hasSize(1);
        assertThat(incident.proposals()).extracting(Proposal::code).containsExactly("ED0201");
    }

    @Test
    void aCaptureThatCouldNotLookEndsNothing() {
        FindingLife life = Incidents.of(
                        List.of(
                                capture(0, Verdict.State.FOUND, blocked("<A.0.7>", Severity.WARNING)),
                                capture(10, Verdict.State.CANNOT_TELL)),
                        List.of())
                .main()
                .orElseThrow();
        assertThat(life.overBy()).isEmpty();
        assertThat(life.end()).isEqualTo(End.OUT_OF_SIGHT);
    }

    @Test
    void aProcessThatWasStartedAnewHasTheSameLife() {
        FindingLife life = Incidents.of(
                        List.of(
                                capture(0, Verdict.State.FOUND, blocked("<A.0.7>", Severity.WARNING)),
                                capture(10, Verdict.State.HEALTHY),
                                capture(20, Verdict.State.FOUND, blocked("<B.0.9>", Severity.CRITICAL))),
                        List.of())
                .main()
                .orElseThrow();
        assertThat(life.cameBack()).isTrue();
        assertThat(life.isWorse()).isTrue();
        assertThat(life.gravestIn()).isEqualTo(2);
        assertThat(life.end()).isEqualTo(End.ONGOING);
    }

    @Test
    void theSameBundleTwiceIsOneCapture() {
        Findings once = capture(0, Verdict.State.HEALTHY);
        assertThat(Incidents.of(List.of(once, once), List.of()).captures()).hasSize(1);
    }

    @Test
    void linesHaveAGapWhereNobodyLooked() {
        List<Chart> charts = Incidents.of(
                        List.of(capture(0, Verdict.State.HEALTHY), capture(10, Verdict.State.HEALTHY)), List.of())
                .charts();
        assertThat(charts).hasSize(1);
        assertThat(charts.get(0).series().get(0).values()).containsExactly(1.0, 2.0, Double.NaN, 1.0, 2.0);
    }

    @Test
    void aNodeWhoseUptimeIsShorterThanTheTimeBetweenBeganAnew() {
        assertThat(Incidents.of(
                                List.of(capture(0, Verdict.State.HEALTHY), capture(10, Verdict.State.HEALTHY)),
                                List.of())
                        .moments())
                .filteredOn(moment -> moment.kind() == Happening.Kind.RESTART)
                .singleElement()
                .satisfies(moment -> assertThat(moment.at()).isEqualTo(at(9)));
    }

    @Test
    void bundlesOfAnotherClusterAreRefused() {
        Findings ours = capture(0, Verdict.State.HEALTHY);
        Findings theirs = capture("far@away", 10, Verdict.State.HEALTHY);
        assertThatThrownBy(() -> Incidents.of(List.of(ours, theirs), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no node in common");
    }

    private static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    private static Finding blocked(String pid, Severity severity) {
        return new Finding(
                "ED0201",
                2,
                severity,
                "ED0201:n1:" + pid,
                Optional.empty(),
                Subject.process(Subject.Kind.PROCESS, "n1", pid, "writer", "main.Writer", "app"),
                new Prose("", "writer takes nothing.", "writer has stopped.", "Give its wait an end.", "", ""),
                new Basis(List.of(), List.of()));
    }

    private static Findings capture(int minute, Verdict.State state, Finding... findings) {
        return capture("n1", minute, state, findings);
    }

    /** A capture of a minute, of a node that is up for a minute. */
    private static Findings capture(String node, int minute, Verdict.State state, Finding... findings) {
        return new Findings(
                "1",
                new BundleHead(
                        minute + ".zip",
                        "sum" + minute,
                        at(minute),
                        at(minute + 1),
                        Duration.ofSeconds(60),
                        "standard",
                        true,
                        node,
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
                List.of(new NodeSummary(node, Manifest.State.CAPTURED, Optional.empty(), List.of(), Optional.empty())),
                List.of(new Verdict(
                        2, "bottleneck", "Bottleneck", state, "two lists", List.of(), List.of(), List.of())),
                List.of(findings),
                List.of(new Table(
                        "nodes",
                        1,
                        "Nodes",
                        List.of(Column.key("Node"), Column.time("Uptime")),
                        List.of(List.of(Cell.text(node), Cell.number(60))),
                        0)),
                List.of(new Chart(
                        "heap",
                        4,
                        "Heap",
                        Chart.Kind.LINE,
                        "bytes",
                        List.of(new ChartSeries(node, List.of(at(minute), at(minute + 1)), List.of(1.0, 2.0))),
                        List.of(),
                        List.of(),
                        "")),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
