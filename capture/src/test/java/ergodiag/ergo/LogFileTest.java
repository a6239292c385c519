package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of log files as they are met. */
class LogFileTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1763932697263070782 [error] <1B30E9C5.0.1285> 'quote_feed' main.QuoteFeed: lost: x | 2025-11-23T21:18:17.263070782Z | error | <1B30E9C5.0.1285> ('quote_feed') main.QuoteFeed | lost: x
            2026-11-23 21:18:17 [info] 1B30E9C5: node started                 | 2026-11-23T21:18:17Z | info | 1B30E9C5 | node started
            2026-11-23T22:18:17.5+01:00 [warning] <1B30E9C5.0.7> main.A: slow | 2026-11-23T21:18:17.500Z | warning | <1B30E9C5.0.7> main.A | slow
            {"time":1763932697263070782,"level":"panic","source":{"type":"process","pid":"<1B30E9C5.0.7>","name":"'a'","behavior":"main.A"},"message":"m"} | 2025-11-23T21:18:17.263070782Z | panic | <1B30E9C5.0.7> ('a') main.A | m
            {"ts":"2026-11-23T21:18:17Z","lvl":"WARN","msg":"m"}              | 2026-11-23T21:18:17Z | warning | `` | m
            2026/11/23 21:18:17 ERROR cannot connect                          | 2026-11-23T21:18:17Z | error | `` | cannot connect
            2026-11-23 21:18:17,123 plain words                               | 2026-11-23T21:18:17.123Z | `` | `` | plain words
            """)
    void aLineIsReadToItsParts(String line, String time, String level, String source, String message) {
        assertThat(read(line)).singleElement().satisfies(entry -> {
            assertThat(entry.time().value().map(Object::toString)).hasValue(time);
            assertThat(entry.level()).isEqualTo(level);
            assertThat(entry.source()).isEqualTo(source);
            assertThat(entry.message()).isEqualTo(message);
        });
    }

    @Test
    void aLineWithoutTimeAndLevelGoesOnWithTheOneBefore() {
        assertThat(read("ERROR one\n\tmain.go:17\ngoroutine 7 [running]:\nERROR two\n"))
                .extracting(LogEntry::message)
                .containsExactly("one", "two");
    }

    @Test
    void whatIsNoTimeIsNone() {
        assertThat(read("2026-99-99 21:18:17 ERROR x"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.time().value()).isEmpty());
    }

    private static List<LogEntry> read(String text) {
        return LogFile.list(new BufferedReader(new StringReader(text)), "attached/x.log");
    }
}
