package ergodiag.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodiag.report.chart.TimeScale.Stretch;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeScaleTest {
    private static final Instant START = Instant.parse("2026-11-29T06:00:00Z");

    /** A minute, three days of nothing, and a minute. */
    private static final TimeScale FOLDED =
            new TimeScale(ZoneOffset.UTC, List.of(new Stretch(at(0), at(60)), new Stretch(at(260_000), at(260_060))));

    @Test
    void stretchesShareTheWidthAndAGapHasLittle() {
        assertThat(place(0)).isZero();
        assertThat(place(60)).isCloseTo(0.46, within(1e-9));
        assertThat(place(260_000)).isCloseTo(0.54, within(1e-9));
        assertThat(place(260_060)).isCloseTo(1, within(1e-9));
    }

    @Test
    void timeInAGapStaysInOrder() {
        assertThat(List.of(place(60), place(1000), place(100_000), place(259_999), place(260_000)))
                .isSorted();
    }

    @Test
    void aPlaceLeadsBackToItsInstant() {
        assertThat(FOLDED.fold().instant(place(30))).isCloseTo(at(30).toEpochMilli(), within(1.0));
    }

    @Test
    void aShortStretchBesideALongOneIsStillSeen() {
        TimeScale scale =
                new TimeScale(ZoneOffset.UTC, List.of(new Stretch(at(0), at(1)), new Stretch(at(100), at(4000))));
        assertThat(scale.fold().place(at(1).toEpochMilli())).isGreaterThan(0.1);
    }

    private static double place(int second) {
        return FOLDED.fold().place(at(second).toEpochMilli());
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
