package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.findings.TimelineEntry;
import ergodiag.findings.TimelineEntry.Kind;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void itTellsInOrderWhatBeganWhatWasLoggedAndWhatWeDid() {
        List<TimelineEntry> timeline = of("crash-loop");

        assertThat(timeline).isSortedAccordingTo(Comparator.comparing(TimelineEntry::at));
        assertThat(timeline).extracting(TimelineEntry::kind).contains(Kind.RESTART, Kind.ERROR, Kind.CAPTURE);
    }

    @Test
    void messagesThatDifferOnlyInNumbersAreOneEntryWithTheirNumber() {
        assertThat(of("crash-loop"))
                .filteredOn(entry -> entry.kind() == Kind.ERROR)
                .hasSizeLessThan(10)
                .anySatisfy(entry -> {
                    assertThat(entry.node()).isEqualTo("node1@localhost");
                    assertThat(entry.text()).contains("main.QuoteFeed").contains(" times until ");
                    assertThat(entry.evidence()).isNotEmpty();
                });
    }

    @Test
    void aFaultHasItsBeginningOnce() {
        assertThat(of("blocked-consumer"))
                .filteredOn(entry -> entry.kind() == Kind.FAULT)
                .extracting(TimelineEntry::text)
                .containsExactlyInAnyOrder("ED0201 began: settlement_writer", "ED0701 began: report_builder");
    }

    private static List<TimelineEntry> of(String sample) {
        return ReadSample.judged(sample).timeline();
    }
}
