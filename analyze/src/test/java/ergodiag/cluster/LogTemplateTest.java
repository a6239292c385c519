package ergodiag.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.ergo.LogEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTemplateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            took 1m30.5s for 12,000 rows                     | took # for # rows
            <9FF54552.0.1018> is gone                        | # is gone
            no route to 10.0.7.9:40001                       | no route to #
            no route to [fe80::1]:4369                       | no route to #
            order 6f9619ff-8b86-d011-b42d-00c04fc964ff fails | order # fails
            hash 9e107d9d372bb6826bd81d3542a419d6 is wrong   | hash # is wrong
            at 0xc000123abc                                  | at #
            since 2026-11-23T21:03:00.001Z                   | since #
            a decade of facade                               | a decade of facade
            """)
    void whatVariesIsLeftOut(String message, String template) {
        assertThat(LogTemplate.template(message)).isEqualTo(template);
    }

    @Test
    void quotedNamesAreLeftOutWhereMessagesDifferInThem() {
        List<LogTemplate> templates = LogTemplate.of(
                List.of(
                        entry("unable to open 'a.csv': it isn't there"),
                        entry("unable to open 'b.csv': it isn't there"),
                        entry("queue 'orders' is full")),
                List.of("error"));

        assertThat(templates)
                .extracting(LogTemplate::text)
                .containsExactly("unable to open '#': it isn't there", "queue 'orders' is full");
    }

    @Test
    void ofAPanicWithItsStackTheFirstLineCounts() {
        List<LogTemplate> templates = LogTemplate.of(
                List.of(
                        entry("\npanic: index 7\n\tmain.a(0x1)\n\tmain.go:17"),
                        entry("\npanic: index 9\n\tmain.b(0x2)")),
                List.of("error"));

        assertThat(templates)
                .singleElement()
                .satisfies(template -> assertThat(template.text()).isEqualTo("panic: index #"));
    }

    private static LogEntry entry(String message) {
        return new LogEntry(
                Source.file("log.jsonl").atLine(1),
                1,
                Reading.known(Instant.EPOCH, Source.file("log.jsonl").atLine(1)),
                "error",
                "<9FF54552.0.1018> ('stats') app.Stats",
                message);
    }
}
