package ergodiag.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Labels;
import ergodiag.bundle.Labels.Label;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.sign.Signed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsJsonTest {
    private static final Instant START = Instant.parse("2026-11-23T20:15:00Z");

    /** As short as a file can be. */
    private static final String LEAST = """
            {"format": "ergodiag.findings/1", "tool": {"version": "9"}, "of_a_later_version": [1, {"a": null}],
             "bundle": {"file": "a.zip", "started": "2026-11-23T20:15:00Z", "finished": "2026-11-23T20:16:00Z", "window_seconds": 60.5},
             "findings": [{"code": "ED0101", "playbook": 1, "severity": "warning", "sentence": "n1 is late.", "subject": {"kind": "node", "node": "n1"},
                           "numbers": [{"name": "late", "value": null, "unit": "s"}]}],
             "tables": [{"id": "nodes", "columns": ["Node"], "rows": [["n1"]]}]}
            """;

    @Test
    void whatIsWrittenIsReadAsItWasButChartsCoverageAndTimeline() {
        Findings written = result();
        assertThat(read(FindingsJson.write(written)))
                .isEqualTo(new Findings(
                        written.toolVersion(),
                        written.bundle(),
                        written.nodes(),
                        written.verdicts(),
                        written.findings(),
                        written.tables(),
                        List.of(),
                        List.of(),
                        List.of(),
                        written.thresholds(),
                        written.notes()));
    }

    @Test
    void emptyFieldsAreLeftOutOrNullAsTheFormatSays() {
        assertThat(FindingsJson.write(result()))
                .contains("\"worst\" : null", "\"by\" : null", "\"since\" : null", "\"line\" : 3")
                .contains("\"clock_offset_ms\" : 1.25", "\"window_seconds\" : 60.5", "\"seconds\" : 2.0")
                .contains("\"values\" : [ 1.0, null ]", "\"kind\" : \"stacked_bars\"", "\"kind\" : \"process\"")
                .contains("\"state\" : \"not_asked\"", "\"state\" : \"silent\"", "\"kind\" : \"error\"")
                .contains("\"signed_by\" : {", "\"fingerprint\" : \"SHA256:abc\"", "\"signature\" : \"mismatch\"")
                .contains("\"did\" : \"captured\"")
                .contains("\"origin\" : \"ours\"", "\"origin\" : \"as written\"")
                .doesNotContain("\"pid\"", "NaN", "\"command\"");
    }

    @Test
    void whatALaterVersionAddsIsPassedOverAndMissingTextIsEmpty() {
        Findings read = read(LEAST);
        assertThat(read.bundle().window()).isEqualTo(Duration.ofMillis(60_500));
        assertThat(read.bundle().labels().command()).isEmpty();
        assertThat(read.bundle().redactedKinds()).isEmpty();
        Finding finding = read.findings().get(0);
        assertThat(finding.prose().advice()).isEmpty();
        assertThat(finding.also()).isEmpty();
        assertThat(finding.since()).isEmpty();
        assertThat(finding.subject().peer()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"severity\": \"warning\",|",
                "\"severity\": \"warning\"|\"severity\": \"awful\"",
                "\"started\": \"2026-11-23T20:15:00Z\",|",
                "2026-11-23T20:15:00Z|yesterday",
                "{\"kind\": \"node\", \"node\": \"n1\"}|null",
                "\"kind\": \"node\"|\"kind\": \"galaxy\"",
                "[[\"n1\"]]|[null]",
                "[\"n1\"]|[null]",
                "[\"n1\"]|{\"a\": 1}",
                "\"findings\": [|\"findings\": [null, ",
                "\"bundle\"|\"other\"",
                "\"code\": \"ED0101\"|\"code\": {}"
            })
    void whatIsNoWholeFileIsSaidToBeNone(String change) {
        String[] parts = change.split("\\|", 2);
        String broken = LEAST.replace(parts[0], parts[1]);
        assertThat(broken).isNotEqualTo(LEAST);
        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining("it is no whole findings.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "17",
                "{}",
                "{\"format\": 1}",
                "{\"format\": \"ergodiag.findings/2\", \"tool\": 7}"
            })
    void anotherFileIsNotTakenForOne(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining("ergodiag.findings/1 was expected");
    }

    @Test
    void aBottomlessFileIsNotFollowed() {
        String deep = "{\"format\": \"ergodiag.findings/1\", \"notes\": " + "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(NotABundle.class);
    }

    private static Findings read(String text) {
        return FindingsJson.read("findings.json", text);
    }

    private static Findings result() {
        Evidence place = Evidence.line("nodes/n1/log.001.jsonl", 3, "late");
        Finding one = finding("writer", List.of());
        return new Findings(
                "9",
                new Findings.BundleHead(
                        "a.zip",
                        "00ff",
                        START,
                        START.plusSeconds(60),
                        Duration.ofMillis(60_500),
                        "standard",
                        true,
                        "n1",
                        "http://n1/mcp",
                        Labels.of("").with(Label.TICKET, Optional.of("OPS-1")).with(Label.NOTE, Optional.of("a note")),
                        "",
                        false,
                        7,
                        List.of(),
                        10,
                        1,
                        Optional.of(new IntegritySummary(
                                5,
                                List.of("manifest.json"),
                                List.of(),
                                List.of("x"),
                                List.of(),
                                false,
                                Optional.of(new Signed.Signer("ssh-ed25519", "SHA256:abc", Optional.of("ann"))),
                                Optional.of(Signed.State.MISMATCH))),
                        List.of(CustodyEntry.of(
                                CustodyEntry.Did.CAPTURED, START, "9", Optional.empty(), Optional.of("Ann")))),
                List.of(
                        new Findings.NodeSummary(
                                "n1",
                                Manifest.State.CAPTURED,
                                Optional.of(Severity.CRITICAL),
                                List.of("up 3 d"),
                                Optional.of(Duration.ofNanos(1_250_000))),
                        new Findings.NodeSummary(
                                "n2", Manifest.State.SILENT, Optional.empty(), List.of(), Optional.empty())),
                List.of(new Verdict(
                        2,
                        "performance-bottleneck",
                        "Bottleneck",
                        Verdict.State.CANNOT_TELL,
                        "",
                        List.of(),
                        List.of("n1"),
                        List.of("n2"))),
                List.of(finding("reader", List.of(one))),
                List.of(),
                List.of(new Chart(
                        "c",
                        2,
                        "Chart",
                        Chart.Kind.STACKED_BARS,
                        "1",
                        List.of(new Chart.ChartSeries("a", List.of(START), List.of(1.0, Double.NaN))),
                        List.of(),
                        List.of(),
                        "")),
                List.of(new CoverageCell("n1", "process_list", CoverageCell.State.NOT_ASKED, "")),
                List.of(new TimelineEntry(
                        START, Duration.ofSeconds(2), "n1", TimelineEntry.Kind.ERROR, "late", List.of(place))),
                List.of(Threshold.ours("a.limit", 0.5, "1", "because"), Threshold.asWritten("b.limit", 1, "s")),
                List.of("A note."));
    }

    private static Finding finding(String name, List<Finding> also) {
        return new Finding(
                "ED0201",
                2,
                Severity.CRITICAL,
                "ED0201-reader",
                also.isEmpty() ? Optional.empty() : Optional.of(START),
                Subject.process(Subject.Kind.PROCESS, "n1", "", name, "main.Writer", "app"),
                List.of(Relation.behavior(Relation.Kind.WORKED_BY, "n1", "main.Reader")),
                "",
                new Prose("", name + " on n1 is blocked", also.isEmpty() ? "" : "Blocked", "Look.", "", ""),
                new Basis(
                        List.of(new Measure("waiting", 10, "messages"), new Measure("share", Double.NaN, "%")),
                        List.of(Evidence.at("nodes/n1/process_list.001.json", "/0/MessagesMailbox", 10))),
                List.of(),
                also);
    }
}
