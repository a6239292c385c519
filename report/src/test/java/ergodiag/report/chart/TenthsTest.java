package ergodiag.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TenthsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "M10.25 20 L-3.049-7.95Z | M10.3 20 L-3-8Z",
                "matrix(1,0,0,1,99.96,-0.04) | matrix(1,0,0,1,100,0)",
                "1.5E-3 12.5e1 1e5 | 0 125 1e5",
                "- -a .5 5. 1.2.36 v1.0x | - -a .5 5. 1.2.36 v1x",
                "123456789012.25 | 123456789012.3",
                "none | none"
            })
    void numbersAreRoundedWhereTheyStandInAText(String text, String rounded) {
        assertThat(Tenths.of(text)).isEqualTo(rounded);
    }

    @Test
    void asFormatDoes() {
        Random random = new Random(19);
        for (int i = 0; i < 20_000; i++) {
            String text = String.format(Locale.ROOT, "%." + (1 + random.nextInt(5)) + "f", random.nextGaussian() * 700);
            String tenth =
                    String.format(Locale.ROOT, "%.1f", Double.parseDouble(text)).replaceFirst("\\.0$", "");
            assertThat(Tenths.of(text)).as(text).isEqualTo(tenth.equals("-0") ? "0" : tenth);
        }
    }
}
