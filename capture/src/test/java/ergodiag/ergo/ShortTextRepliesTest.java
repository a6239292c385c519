package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortTextRepliesTest {
    @ParameterizedTest
    @CsvSource({
        "0.42ms, 420000",
        "0ms, 0",
        "312µs, 312000",
        "312us, 312000",
        "17ns, 17",
        "1.234567891s, 1234567891",
        "1m2.5s, 62500000000",
        "1h0m0s, 3600000000000"
    })
    void aPingTellsItsRoundTripInGoUnits(String rtt, long nanos) {
        Ping ping = ping("ping node2@localhost: rtt " + rtt);
        assertThat(ping).isEqualTo(new Ping(Duration.ofNanos(nanos)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "pong",
                "ping a@b failed: no route",
                "ping a@b: rtt soon",
                "ping a@b: rtt 5",
                "ping a@b: rtt -5ms",
                "ping a@b: rtt 999999999999999999h"
            })
    void whatIsNoPingIsUnreadable(String text) {
        assertThatThrownBy(() -> ping(text)).isInstanceOf(UnreadableReply.class).hasMessageContaining("ping.txt");
    }

    private static Ping ping(String text) {
        return Ping.read(lines(text), "ping.txt");
    }

    private static BufferedReader lines(String text) {
        return new BufferedReader(new StringReader(text));
    }
}
