package ergodiag.playbooks.events;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Analysis;
import ergodiag.analyze.Mutated;
import ergodiag.analyze.ReadSample;
import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestRow;
import ergodiag.bundle.Bundle;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSystemTest {
    private static final String EVENT = "Event#<AAAAAAAA:prices>";

    @TempDir
    Path folder;

    private static Findings judge(String sample) {
        return ReadSample.judged(sample, new EventSystem());
    }

    private static Findings judge(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, List.of(new EventSystem()), Map.of());
        }
    }

    private Findings withEvent(Consumer<TestRow> told) {
        return TestBundles.in(folder.resolve("b" + System.nanoTime()))
                .seconds(0, 30, 60)
                .node("a@host", node -> node.event(EVENT, told))
                .judge(new EventSystem());
    }

    private static List<String> codes(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(Finding::code)
                .toList();
    }

    @Test
    void namesTheEventsOfARecordingThatNobodyHearsAndThatNeverCome() {
        Findings findings = judge("events-and-pool");
        assertThat(codes(findings)).containsExactlyInAnyOrder("ED0901", "ED0902");
        assertThat(findings.findings()).anySatisfy(finding -> {
            assertThat(finding.subject().event()).isEqualTo("position_updates");
            assertThat(finding.subject().name()).isEqualTo("position_feed");
            assertThat(finding.subject().node()).isEqualTo("node1@localhost");
        });
        assertThat(findings.findings()).anySatisfy(finding -> {
            assertThat(finding.subject().event()).isEqualTo("risk_alerts");
            assertThat(finding.prose().sentence()).contains("40 subscribers", "node2@localhost", "alert_desk");
        });
    }

    @Test
    void namesThemUnderAnyOtherNameToo() {
        Findings findings = judge(Mutated.sample(folder, "events-and-pool"));
        assertThat(codes(findings)).containsExactlyInAnyOrder("ED0901", "ED0902");
        assertThat(findings.findings())
                .anyMatch(finding -> finding.subject().event().equals(Mutated.renamedName("risk_alerts")));
    }

    /** Its messages come just as often as an event there is published, by chance. */
    @Test
    void doesNotTakeAProcessForASubscriberThatIsToldToBeNone() {
        assertThat(judge("blocked-consumer").findings())
                .noneMatch(finding -> finding.code().equals("ED0905"));
    }

    @Test
    void isSilentOnAHealthyRecording() {
        Findings findings = judge("healthy-three-nodes");
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(findings.findings()).isEmpty();
    }

    @Test
    void callsPublishingForNobodyWasteFromOneInFiveSecondsOn() {
        Consumer<TestRow> once = row -> row.set("Subscribers", 0).set("MessagesPublished", s -> 100 + s / 5);
        Consumer<TestRow> less = row -> row.set("Subscribers", 0).set("MessagesPublished", s -> 100 + s * 11 / 60);
        assertThat(codes(withEvent(once))).containsExactly("ED0901");
        assertThat(codes(withEvent(less))).isEmpty();
    }

    @Test
    void doesNotTakeTheCapturesOwnListenerForASubscriber() {
        Consumer<TestRow> published = row -> row.set("Subscribers", 1).set("MessagesPublished", s -> 100 + s);
        Consumer<TestRow> never = row -> row.set("Subscribers", 1).set("MessagesPublished", 0);
        assertThat(codes(withEvent(published))).isEmpty();
        assertThat(codes(listening(published))).containsExactly("ED0901");
        assertThat(codes(withEvent(never))).containsExactly("ED0902");
        assertThat(codes(listening(never))).isEmpty();
    }

    private Findings listening(Consumer<TestRow> told) {
        return TestBundles.in(folder.resolve("b" + System.nanoTime()))
                .seconds(0, 30, 60)
                .node("a@host", node -> node.event(EVENT, told))
                .listening("a@host", "prices")
                .judge(new EventSystem());
    }

    @Test
    void isSilentAboutBufferedEventsAndThoseOnDemand() {
        assertThat(codes(withEvent(row -> row.set("Subscribers", 0).set("BufferSize", 5))))
                .isEmpty();
        assertThat(codes(withEvent(row -> row.set("Subscribers", 0).set("Notify", true))))
                .isEmpty();
    }

    @Test
    void isSilentAboutEventsOfTheNodeItself() {
        assertThat(codes(withEvent(row -> row.set("Producer", "<A.0.1>")
                        .set("MessagesPublished", 0)
                        .set("LastPublishedAt", 0))))
                .isEmpty();
    }

    @Test
    void takesAnEventAsSilentFromTenTimesItsUsualDistanceOn() {
        assertThat(codes(withEvent(silentFor(60)))).containsExactly("ED0903");
        assertThat(codes(withEvent(silentFor(59)))).isEmpty();
    }

    /** Published 590 times in the hour before, every 6 seconds; the last time so many seconds before the end. */
    private static Consumer<TestRow> silentFor(int seconds) {
        long last = TestBundles.START.plusSeconds(60 - seconds).getEpochSecond();
        return row -> row.set("MessagesPublished", 600)
                .set("CreatedAt", (last - 3600) * 1_000_000_000L)
                .set("LastPublishedAt", last * 1_000_000_000L);
    }

    @Test
    void reportsAFanOutAboveFiveThousandDeliveriesASecond() {
        assertThat(codes(withEvent(row -> row.set("MessagesLocalSent", s -> 5001 * s))))
                .containsExactly("ED0904");
        assertThat(codes(withEvent(row -> row.set("MessagesLocalSent", s -> 5000 * s))))
                .isEmpty();
    }

    @Test
    void cannotTellFromACutListOrWithoutOne() {
        for (String tool : List.of("cut", "without")) {
            Findings findings = TestBundles.in(folder.resolve(tool))
                    .node("a@host", node -> {
                        if (tool.equals("cut")) {
                            node.cut("event_list");
                        } else {
                            node.without("event_list", "unknown tool");
                        }
                    })
                    .judge(new EventSystem());
            assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
            assertThat(findings.verdicts().get(0).gaps())
                    .anyMatch(gap -> gap.what().equals("event_list"));
        }
    }
}
