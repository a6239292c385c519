package ergodiag.incident.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.incident.source.Event;
import ergodiag.incident.source.SourceReading;
import ergodiag.incident.source.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsFileTest {
    private static final Surroundings BERLIN = new Surroundings(
            List.of("node1@localhost", "node2@localhost"),
            Instant.parse("2026-11-27T11:00:00Z"),
            Instant.parse("2026-11-27T12:00:00Z"),
            ZoneId.of("Europe/Berlin"));

    @TempDir
    Path folder;

    private SourceReading read(String text) throws IOException {
        return EventsFile.read(Files.writeString(folder.resolve("events"), text), BERLIN);
    }

    private static List<String> told(SourceReading reading) {
        return reading.events().stream()
                .map(event -> event.at() + " " + event.text())
                .toList();
    }

    @Test
    void aListIsReadWithWhatItsTimesLack() throws IOException {
        SourceReading reading = read("""
                # What we did

                - 12:03 deployed 1.4.2
                * 2026-11-27 12:10 alert fired

                1. **12:31 CET** rolled back
                2. 12:40–12:55: watched it
                3. asked around
                """);

        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T11:03:00Z deployed 1.4.2",
                        "2026-11-27T11:10:00Z alert fired",
                        "2026-11-27T11:31:00Z rolled back",
                        "2026-11-27T11:40:00Z watched it");
        assertThat(reading.events().get(3).length()).isEqualTo(Duration.ofMinutes(15));
        assertThat(reading.events()).extracting(Event::line).containsExactly(3, 4, 6, 7);
        assertThat(reading.remarks())
                .containsExactly(
                        "3 times have no zone and are taken to be in Europe/Berlin.",
                        "One time has no date and is taken to be of the day nearest to the captures: 2026-11-27.",
                        "2 times have no date and are taken to be of the day that a heading or line before has.",
                        "Not read: one entry (line 8: 'asked around').");
        assertThat(reading.unread()).isOne();
        assertThat(reading.whole()).isFalse();
    }

    @Test
    void aDayInAHeadingCountsAndMidnightIsPassed() throws IOException {
        assertThat(told(read("""
                ## Night of 2026-03-01 (UTC)

                - 23:50 UTC paged
                - 00:10 UTC looked
                  - nothing in the logs

                ## 2.3.2026

                - 9:05 pm UTC closed
                """)))
                .containsExactly(
                        "2026-03-01T23:50:00Z paged",
                        "2026-03-02T00:10:00Z looked; nothing in the logs",
                        "2026-03-02T21:05:00Z closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void aTableWithNamesIsRead(String by) throws IOException {
        SourceReading reading = read(
                "When,Event,Node,Who,Until\n2026-11-27T12:03:00Z,\"deployed\nit\",node1,Ann,12:05\n".replace(",", by));

        assertThat(reading.events())
                .containsExactly(new Event(
                        Instant.parse("2026-11-27T12:03:00Z"),
                        Duration.ofMinutes(2),
                        Event.Kind.PERSON,
                        "node1@localhost",
                        "deployed it (Ann)",
                        "events",
                        2));
        assertThat(reading.remarks()).isEmpty();
        assertThat(reading.whole()).isTrue();
    }

    @Test
    void aTableWithoutNamesHasTheTimeFirst() throws IOException {
        assertThat(told(read("12:03:01,deployed 1.4.2, by hand\r\n12:10,30%; it began\r\n")))
                .containsExactly("2026-11-27T11:03:01Z deployed 1.4.2, by hand", "2026-11-27T11:10:00Z 30%; it began");
        assertThat(told(read("2026-11-27 12:03\tdeployed, twice\n")))
                .containsExactly("2026-11-27T11:03:00Z deployed, twice");
        assertThat(told(read("12:03 deployed\n12:04 looked\n")))
                .containsExactly("2026-11-27T11:03:00Z deployed", "2026-11-27T11:04:00Z looked");
    }

    @Test
    void aQuoteThatNobodyClosesCostsItsLineOnly() throws IOException {
        SourceReading reading = read("time,event\n12:01,\"open\n" + "12:02,fine\n".repeat(60));

        assertThat(reading.events()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void dateAndTimeMayBeTwoColumns() throws IOException {
        assertThat(told(read("Date,Time,Description\n26.11.2026,09:30,updated Go\n")))
                .containsExactly("2026-11-26T08:30:00Z updated Go");
    }

    @Test
    void jsonIsReadByLinesAndAsAnArray() throws IOException {
        String lines = """
                {"time":"2026-11-27T12:03:00.5+0100","event":"deployed","node":"db-7"}
                {"at":1795778142,"what":"alert"}
                {"ts":1795778143618,"text":"looked"}
                {"time":"2026-11-27T12:03
                """;

        SourceReading reading = read(lines);
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T11:03:00.500Z db-7: deployed",
                        "2026-11-27T11:15:42Z alert",
                        "2026-11-27T11:15:43.618Z looked");
        assertThat(reading.unread()).isOne();
        assertThat(told(read("[\n{\"time\":\"2026-11-27T12:03:00Z\",\"event\":\"deployed\"}]")))
                .containsExactly("2026-11-27T12:03:00Z deployed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-27T12:03:00Z x              | 2026-11-27T12:03:00Z
            2026-11-27t12:03:00z x              | 2026-11-27T12:03:00Z
            2026-11-27T12:03:00.123456789+01:00 x | 2026-11-27T11:03:00.123456789Z
            2026-11-27T12:03:00+0100 x          | 2026-11-27T11:03:00Z
            2026-11-27T12:03+01 x               | 2026-11-27T11:03:00Z
            2026-11-27 12:03:00-05:00 x         | 2026-11-27T17:03:00Z
            2026-11-27 12:03 Europe/London x    | 2026-11-27T12:03:00Z
            2026-07-27 12:03 CEST x             | 2026-07-27T10:03:00Z
            2026-07-27 12:03 x                  | 2026-07-27T10:03:00Z
            2026/11/27 12:03:00,25 UTC - x      | 2026-11-27T12:03:00.250Z
            [12:03 UTC] x                       | 2026-11-27T12:03:00Z
            12:03 UTC: x                        | 2026-11-27T12:03:00Z
            2026-11-27 23:59:60 UTC x           | 2026-11-28T00:00:00Z
            2026-11-27 24:00 UTC x              | 2026-11-28T00:00:00Z
            """)
    void timesAreReadAsPeopleWriteThem(String line, String at) throws IOException {
        assertThat(told(read("- " + line))).containsExactly(Instant.parse(at) + " x");
    }

    @Test
    void aTimeWithoutDateIsOfTheNearestDay() throws IOException {
        Surroundings midnight = new Surroundings(
                List.of(),
                Instant.parse("2026-11-27T23:50:00Z"),
                Instant.parse("2026-11-28T00:20:00Z"),
                ZoneId.of("UTC"));
        Path file = Files.writeString(folder.resolve("x"), "- 23:40 a\n- 00:05 b\n- 02:00 c\n");

        assertThat(told(EventsFile.read(file, midnight)))
                .containsExactly("2026-11-27T23:40:00Z a", "2026-11-28T00:05:00Z b", "2026-11-28T02:00:00Z c");
    }

    @Test
    void secretsAndSignsThatDoSomethingAreNotPassedOn() throws IOException {
        SourceReading reading =
                read("- 12:03 set password=hunter2secret \u202eand went\n- token: abc password=hunter2secret\n");

        assertThat(reading.toString()).doesNotContain("hunter2secret").doesNotContain("\u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing here", "- no time\n", "{\"a\":1}", "25:99 x", "- 2026-13-45 12:00 x"})
    void aFileWithoutEventsIsRefusedAndTheShapesAreNamed(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none was found in it")
                .hasMessageContaining("Markdown list");
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("x"), "a,b\n".getBytes(StandardCharsets.UTF_16));

        assertThatThrownBy(() -> EventsFile.read(file, BERLIN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("save it as UTF-8");
        assertThatThrownBy(() -> EventsFile.read(folder, BERLIN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it is a folder");
    }
}
