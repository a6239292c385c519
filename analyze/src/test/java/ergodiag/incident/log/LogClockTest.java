package ergodiag.incident.log;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.incident.source.Surroundings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as loggers write them. */
class LogClockTest {
    private final LogClock clock = clock("2026-11-27T10:00:00Z", "2026-11-27T10:30:00Z");

    private static LogClock clock(String from, String until) {
        return new LogClock(
                new Surroundings(List.of(), Instant.parse(from), Instant.parse(until), ZoneId.of("Europe/Berlin")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-27T11:15:30.100+01:00   | 2026-11-27T10:15:30.100Z
            2026-11-27T11:15:30.1+0100      | 2026-11-27T10:15:30.100Z
            2026-11-27T11:15:30+01          | 2026-11-27T10:15:30Z
            2026-11-27t10:15:30z            | 2026-11-27T10:15:30Z
            2026-11-27T10:15:30.1234567891Z | 2026-11-27T10:15:30.123456789Z
            2026-11-27 10:15:30,5 UTC       | 2026-11-27T10:15:30.500Z
            2026-12-31T23:59:60Z            | 2027-01-01T00:00:00Z
            2026-11-27T24:00:00Z            | 2026-11-28T00:00:00Z
            2026-11-27T10:15Z               | 2026-11-27T10:15:00Z
            2026/11/27 11:15:30             | 2026-11-27T10:15:30Z
            Nov  7 11:15:30                 | 2026-11-07T10:15:30Z
            Nov 7 11:15:30.25               | 2026-11-07T10:15:30.250Z
            Nov 07 2024 11:15:30            | 2024-11-07T10:15:30Z
            1.7957745301234567e+09          | 2026-11-27T10:15:30.123456700Z
            1795774530                      | 2026-11-27T10:15:30Z
            1795774530.25                   | 2026-11-27T10:15:30.250Z
            1795774530123                   | 2026-11-27T10:15:30.123Z
            1795774530123456                | 2026-11-27T10:15:30.123456Z
            1795774530123456789             | 2026-11-27T10:15:30.123456789Z
            """)
    void aTimeIsReadHoweverItIsWritten(String written, String time) {
        assertThat(clock.read(written)).contains(Instant.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-99-99T10:00:00Z",
                "2026-11-27T24:00:01Z",
                "2026-11-27T10:61:00Z",
                "2026-11-27T10:00:00+99:00",
                "Nov 31 10:00:00",
                "13:00PM",
                "0:10AM",
                "9e+99",
                "9999999999999999999",
                "0001-01-01T00:00:00Z",
                "soon"
            })
    void whatIsNoTimeIsNone(String written) {
        assertThat(clock.read(written)).isEmpty();
    }

    @Test
    void theYearIsTheOneNearestToTheCaptures() {
        LogClock overNewYear = clock("2026-01-01T08:00:00Z", "2026-01-01T09:00:00Z");
        assertThat(overNewYear.read("Dec 31 23:59:59")).contains(Instant.parse("2025-12-31T22:59:59Z"));
        assertThat(overNewYear.read("Jan  1 00:00:01")).contains(Instant.parse("2025-12-31T23:00:01Z"));
        assertThat(overNewYear.read("Feb 29 12:00:00")).contains(Instant.parse("2024-02-29T11:00:00Z"));
        assertThat(overNewYear.remarks())
                .containsExactly(
                        "The year is missing in 3 times and was taken as the one nearest to the captures: 2024, 2025, 2026.",
                        "The zone is missing in 3 times and was taken to be Europe/Berlin.");
    }

    @Test
    void aTimeOfDayIsCountedBackFromTheLastLine() {
        Instant evening = clock.read("11:50PM").orElseThrow();
        Instant midnight = clock.read("12:00AM").orElseThrow();
        Instant noon = clock.read("12:05PM").orElseThrow();
        Instant nextMorning = clock.read("9:00AM").orElseThrow();
        Instant last = clock.read("11:10AM").orElseThrow();
        assertThat(List.of(evening, midnight, noon, nextMorning, last))
                .extracting(clock::settled)
                .extracting(Instant::toString)
                .containsExactly(
                        "2026-11-25T22:50:00Z",
                        "2026-11-25T23:00:00Z",
                        "2026-11-26T11:05:00Z",
                        "2026-11-27T08:00:00Z",
                        "2026-11-27T10:10:00Z");
        assertThat(clock.remarks())
                .first()
                .isEqualTo("The date is missing in 5 times; days were counted by the time of day going back,"
                        + " and the last line was taken to be of 2026-11-27.");
    }

    @Test
    void anHourThatComesTwiceIsNoNewDay() {
        clock.read("2:59");
        Instant again = clock.read("2:00").orElseThrow();
        Instant later = clock.read("10:00").orElseThrow();
        assertThat(clock.settled(later)).isEqualTo("2026-11-27T09:00:00Z");
        assertThat(clock.settled(again)).isEqualTo("2026-11-27T01:00:00Z");
    }

    @Test
    void timesWithAndWithoutDateAreNotMixed() {
        assertThat(clock.read("2026-11-27T10:15:30Z")).isPresent();
        assertThat(clock.read("10:15AM")).isEmpty();
    }
}
