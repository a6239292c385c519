package ergodiag.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest(name = "{0} is printed {1}")
    @CsvSource({
        "PT0S, 0 s",
        "PT0.0004S, 0.40 ms",
        "PT0.00434S, 4.3 ms",
        "PT0.01234S, 12 ms",
        "PT0.35S, 350 ms",
        "PT0.9994S, 999 ms",
        "PT0.9996S, 1 s",
        "PT1.5S, 1.5 s",
        "PT2.99S, 3 s",
        "PT4.26S, 4.3 s",
        "PT9.94S, 9.9 s",
        "PT9.996S, 10 s",
        "PT57.1S, 57 s",
        "PT59.5S, 1 min",
        "PT3M6S, 3 min 6 s",
        "PT59M59.4S, 59 min 59 s",
        "PT59M59.5S, 1 h",
        "PT2H, 2 h",
        "PT23H59M, 23 h 59 min",
        "P3DT4H, 3 d 4 h",
        "P1200D, '1,200 d'",
        "PT-2.5S, -2.5 s"
    })
    void aDurationIsPrintedInItsTwoLargestUnits(Duration time, String text) {
        assertThat(Numbers.time(time)).isEqualTo(text);
    }
}
