package ergodiag.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest(name = "{0} {1} is written {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "14212|messages|14,212 messages",
                "0|messages|0 messages",
                "26.44|messages/s|26.4 messages/s",
                "92274688|bytes|88.0 MiB",
                "1537911|bytes/s|1.5 MiB/s",
                "512|bytes|512 B",
                "-2048|bytes|-2.0 KiB",
                "541.3|s|9 min 1 s",
                "0.0004|s|0.40 ms",
                "0.25|s|250 ms",
                "59.97|s|1 min",
                "7200|s|2 h",
                "273600|s|3 d 4 h",
                "1500|ms|1.5 s",
                "0.4|ms|0.40 ms",
                "12.34|%|12.3 %",
                "0.0004|1|0.0004",
                "NaN|s|unknown",
                "0.01|1|0.01",
                "9.75|min|9.75 min"
            })
    void aNumberIsWrittenAsAReaderWouldSayIt(double value, String unit, String text) {
        assertThat(Quantity.text(value, unit)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} {1} on an axis is {2}")
    @CsvSource({
        "0.0015,cores,0.0015",
        "20000,messages,20k",
        "1500000,1,1.5M",
        "67108864,bytes,64 MiB",
        "0.2,cores,0.2",
        "0,1,0",
        "-3000,1,-3k"
    })
    void anAxisHasShortNumbers(double value, String unit, String text) {
        assertThat(Quantity.tick(value, unit)).isEqualTo(text);
    }
}
