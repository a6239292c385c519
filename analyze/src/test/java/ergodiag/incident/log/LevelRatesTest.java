package ergodiag.incident.log;

import static ergodiag.incident.source.Event.Kind.ERROR;
import static ergodiag.incident.source.Event.Kind.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Messages counted over time. */
class LevelRatesTest {
    private final LevelRates rates = new LevelRates();
    private final Instant start = Instant.parse("2026-11-27T10:00:00Z");

    private void error(long second) {
        rates.logged(start.plusSeconds(second));
        rates.add(ERROR, start.plusSeconds(second));
    }

    @Test
    void nothingLoggedIsNoneAndNoGap() {
        rates.logged(start);
        error(25);
        rates.logged(start.plusSeconds(40));
        assertThat(rates.charts("x.log", at -> at))
                .singleElement()
                .satisfies(chart -> assertThat(chart.series()).singleElement().satisfies(series -> {
                    assertThat(series.name()).isEqualTo("error");
                    assertThat(series.values()).containsExactly(0.0, 0.0, 6.0, 0.0, 0.0);
                    assertThat(series.times()).startsWith(start).hasSize(5);
                }));
    }

    @Test
    void howeverLongTheLogThePointsAreFewAndNoMessageIsLost() {
        for (int second = 0; second < 3_000_000; second += 977) {
            error(second);
        }
        rates.logged(start.minusSeconds(400L * 86_400));
        assertThat(rates.charts("x.log", at -> at))
                .singleElement()
                .satisfies(chart -> assertThat(chart.series()).singleElement().satisfies(series -> {
                    assertThat(series.values()).hasSizeBetween(100, LevelRates.MOST_POINTS);
                    double step = series.times().get(1).getEpochSecond()
                            - series.times().get(0).getEpochSecond();
                    assertThat(series.values().stream()
                                    .mapToDouble(value -> value * step / 60)
                                    .sum())
                            .isEqualTo(3071, org.assertj.core.api.Assertions.within(0.01));
                }));
    }

    @Test
    void withoutWarningsThereIsNoChart() {
        rates.logged(start);
        assertThat(rates.charts("x.log", at -> at)).isEmpty();
        rates.add(WARNING, start);
        assertThat(rates.charts("x.log", at -> at)).hasSize(1);
    }
}
