package ergodiag.incident.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.incident.source.Event;
import ergodiag.incident.source.SourceReading;
import ergodiag.incident.source.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log files as they are met. */
class IncidentLogTest {
    private static final Surroundings WHERE = new Surroundings(
            List.of("node1@localhost", "node2@db7.example.net"),
            Instant.parse("2026-11-27T10:00:00Z"),
            Instant.parse("2026-11-27T10:30:00Z"),
            ZoneId.of("Europe/Berlin"));

    @TempDir
    Path folder;

    private SourceReading read(String... lines) throws IOException {
        return read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private SourceReading read(byte[] bytes) throws IOException {
        return IncidentLog.read(Files.write(folder.resolve("x.log"), bytes), WHERE);
    }

    /** Time, kind, node and text of each event. */
    private static List<String> told(SourceReading reading) {
        return reading.events().stream()
                .map(event -> event.at() + " " + event.kind() + " " + event.where() + " " + event.text())
                .toList();
    }

    @Test
    void ergoSaysTheNodeByItsChecksumAndFieldsInALineOfTheirOwn() throws IOException {
        SourceReading reading = read(
                "1795774530000000000 [info] 1B30E9C5: node started",
                "1795774531000000000 [error] <1B30E9C5.0.1285> 'quote_feed' main.QuoteFeed: lost: x",
                "fields a:x b:y z",
                "1795774532000000000 [warning] 1B30E9C5-0A0B0C0D: connection refused",
                "1795774533000000000 [panic] <00000000.0.7> main.A: gone");
        assertThat(reading.format()).isEqualTo("Ergo's default logger");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T10:15:31Z ERROR node1@localhost main.QuoteFeed: lost: x",
                        "2026-11-27T10:15:32Z WARNING node1@localhost connection refused",
                        "2026-11-27T10:15:33Z PANIC  main.A: gone");
        assertThat(reading.read()).isEqualTo(5);
        assertThat(reading.whole()).isTrue();
        assertThat(reading.remarks()).isEmpty();
    }

    @Test
    void ergoJsonHasItsTimeAsNumberOrText() throws IOException {
        SourceReading reading = read(
                "{\"time\":1795774530000000000,\"level\":\"error\",\"source\":{\"type\":\"process\",\"pid\":\"<1B30E9C5.0.7>\","
                        + "\"name\":\"'a'\",\"behavior\":\"main.A\"},\"message\":\"m\"}",
                "{\"time\":\"2026-11-27 11:15:31\",\"level\":\"warning\",\"source\":{\"type\":\"node\",\"node\":\"1B30E9C5\"},\"message\":\"n\"}");
        assertThat(reading.format()).isEqualTo("Ergo's default logger, JSON");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T10:15:30Z ERROR node1@localhost main.A: m",
                        "2026-11-27T10:15:31Z WARNING node1@localhost n");
        assertThat(reading.remarks())
                .containsExactly("The zone is missing in 1 time and was taken to be Europe/Berlin.");
    }

    @Test
    void slogTextHasLevelsBetweenAndKeysTwice() throws IOException {
        SourceReading reading = read(
                "time=2026-11-27T11:15:30.100+01:00 level=ERROR+3 msg=\"cannot \\\"save\\\"\\n\" msg=dup \"a key\"=1 err=\"disk full\"",
                "time=2026-11-27T11:15:31.100+01:00 level=INFO+2 msg=fine path=C:\\temp",
                "time=2026-11-27T11:15:32.100+01:00 level=WARN msg=slow !BADKEY=x err=<nil>",
                "no line of it");
        assertThat(reading.format()).isEqualTo("slog text");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T10:15:30.100Z ERROR  cannot \"save\"", "2026-11-27T10:15:32.100Z WARNING  slow");
        assertThat(reading.unread()).isOne();
    }

    @Test
    void slogJsonHasKeysTwice() throws IOException {
        SourceReading reading = read(
                "{\"time\":\"2026-11-27T11:15:30.1+01:00\",\"level\":\"ERROR\",\"msg\":\"m\",\"msg\":\"dup\",\"level\":\"INFO\",\"node\":\"node1@localhost\"}",
                "{\"time\":\"2026-11-27T11:15:31+01:00\",\"level\":\"WARN+1\",\"msg\":\"n\",\"x\":\"!ERROR:json: unsupported value: NaN\"}");
        assertThat(reading.format()).isEqualTo("slog JSON");
        assertThat(told(reading))
                .containsExactly("2026-11-27T10:15:30.100Z ERROR node1@localhost m", "2026-11-27T10:15:31Z WARNING  n");
    }

    @Test
    void zerologJsonWritesItsLevelFirstAndItsMessageLast() throws IOException {
        SourceReading reading = read(
                "{\"level\":\"error\",\"level\":\"x\",\"message\":\"field\",\"error\":\"reset\",\"time\":\"2026-11-27T10:15:30Z\",\"message\":\"lost\"}",
                "{\"level\":\"fatal\",\"time\":\"2026-11-27T10:15:31Z\",\"error\":\"only this\"}");
        assertThat(reading.format()).isEqualTo("zerolog JSON");
        assertThat(told(reading))
                .containsExactly("2026-11-27T10:15:30Z ERROR  lost: reset", "2026-11-27T10:15:31Z PANIC  only this");
    }

    @Test
    void zerologConsoleHasNeitherDateNorSecondAndIsColoured() throws IOException {
        SourceReading reading = read(
                "\u001b[90m11:14AM\u001b[0m \u001b[31mERR\u001b[0m \u001b[1mmain.go:7\u001b[0m\u001b[36m >\u001b[0m cannot save "
                        + "\u001b[36mDur=\u001b[0m1500 e= k=a=b \u001b[36merror=\u001b[0m\"disk full\"",
                "a second line of the message",
                "11:15AM INF fine",
                "<nil> WRN without a time");
        assertThat(reading.format()).isEqualTo("zerolog console");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T10:14:00Z ERROR  cannot save: disk full",
                        "2026-11-27T10:15:00Z WARNING  without a time");
        assertThat(reading.whole()).isTrue();
        assertThat(reading.remarks())
                .containsExactly(
                        "The date is missing in 2 times; days were counted by the time of day going back, and the last line"
                                + " was taken to be of 2026-11-27.",
                        "The zone is missing in 2 times and was taken to be Europe/Berlin.",
                        "1 line says no time, and was taken to be of the time of the line before.");
    }

    @Test
    void zapConsoleHasTabsAndAZoneWithoutColon() throws IOException {
        SourceReading reading = read(
                "2026-11-27T11:15:30.123+0100\tERROR\tdb\tstore/save.go:17\tcannot save\t{\"d\": \"1.5s\", \"error\": \"disk full\"}",
                "main.save",
                "\t/src/store/save.go:17",
                "1.7957745301234567e+09\twarn\tslow\tmessage",
                "2026-99-27T11:15:30.123+0100\tERROR\tnever");
        assertThat(reading.format()).isEqualTo("zap console");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T10:15:30.123Z ERROR  cannot save: disk full",
                        "2026-11-27T10:15:30.123456700Z WARNING  slow message");
        assertThat(reading.read()).isEqualTo(4);
        assertThat(reading.unread()).isOne();
    }

    @Test
    void zapJsonHasItsTimeAsANumberWithAnExponent() throws IOException {
        SourceReading reading = read(
                "{\"level\":\"dpanic\",\"ts\":1795774530.1234567,\"caller\":\"a.go:1\",\"msg\":\"m\",\"stacktrace\":\"main\\n\\tx\"}",
                "{\"level\":\"warn\",\"ts\":1.795774531e+09,\"msg\":\"n\"}",
                "panic: runtime error: index out of range [5]",
                "",
                "goroutine 1 [running]:",
                "main.main()",
                "\t/src/main.go:7 +0x1d");
        assertThat(reading.format()).isEqualTo("zap JSON");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T10:15:30.123456700Z PANIC  m",
                        "2026-11-27T10:15:31Z WARNING  n",
                        "2026-11-27T10:15:31Z PANIC  panic: runtime error: index out of range [5]");
        assertThat(reading.whole()).isTrue();
    }

    @Test
    void logfmtIsReadHoweverItsKeysAreCalled() throws IOException {
        SourceReading reading = read(
                "ts=2026-11-27T10:15:30Z lvl=err msg=\"no\\u001b route\" eqkey= n=null",
                "level=warn t=2026-11-27T10:15:31Z msg=\"an open quote");
        assertThat(reading.format()).isEqualTo("logfmt");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T10:15:30Z ERROR  no□ route", "2026-11-27T10:15:31Z WARNING  an open quote");
    }

    @Test
    void theOldSyslogHasNoYearAndOneOrTwoBlanks() throws IOException {
        SourceReading reading = read(
                "<11>Nov  7 11:15:30 db7 sshd[123]: failed for 'x'",
                "Nov 7 11:15:31 db7 kernel: error: disk",
                "2026-11-27T11:15:32.123456+01:00 other app: level=WARN msg=slow",
                "<14>Nov 27 11:15:33 db7 app[7]: fine");
        assertThat(reading.format()).isEqualTo("syslog RFC 3164");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-07T10:15:30Z ERROR node2@db7.example.net sshd: failed for 'x'",
                        "2026-11-07T10:15:31Z ERROR node2@db7.example.net kernel: error: disk",
                        "2026-11-27T10:15:32.123456Z WARNING  app: slow");
        assertThat(reading.remarks())
                .containsExactly(
                        "The year is missing in 3 times and was taken as the one nearest to the captures: 2026.",
                        "The zone is missing in 3 times and was taken to be Europe/Berlin.");
    }

    @Test
    void theNewSyslogHasBracketsInItsDataAndPerhapsNoTime() throws IOException {
        SourceReading reading = read(
                "<11>1 2026-11-27T10:15:30.123456789Z db7 app 7 ID [a@1 k=\"]x\\\"\" l=\"y\"][b] \ufeffno route",
                "113 <12>1 - - - - - - slow",
                "<10>1 2026-11-27T10:15:60+0000 db7 app - - -",
                "<11>1 2026-11-27T10:15:30Z db7 app 7 ID [open k=\"");
        assertThat(reading.format()).isEqualTo("syslog RFC 5424");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T10:15:30.123456789Z ERROR node2@db7.example.net app: no route",
                        "2026-11-27T10:15:30.123456789Z WARNING  slow",
                        "2026-11-27T10:16:00Z PANIC node2@db7.example.net app:");
        assertThat(reading.unread()).isOne();
    }

    @Test
    void theJournalHasFiveShapesOfAMessage() throws IOException {
        String time = "{\"__REALTIME_TIMESTAMP\":\"1795774530000000\",\"PRIORITY\":\"3\",\"_COMM\":\"app\"";
        SourceReading reading = read(
                time
                        + ",\"_SOURCE_REALTIME_TIMESTAMP\":\"1795774529000000\",\"MESSAGE\":\"text\",\"_HOSTNAME\":\"db7\"}",
                time + ",\"MESSAGE\":[98,195,188,27]}",
                time + ",\"MESSAGE\":[\"first\",\"second\"]}",
                time + ",\"MESSAGE\":null}",
                time + "}",
                time
                        + ",\"MESSAGE\":\"{\\\"level\\\":\\\"info\\\",\\\"ts\\\":1,\\\"msg\\\":\\\"a program's own level counts\\\"}\"}");
        assertThat(reading.format()).isEqualTo("journalctl -o json");
        assertThat(told(reading))
                .containsExactly(
                        "2026-11-27T10:15:29Z ERROR node2@db7.example.net app: text",
                        "2026-11-27T10:15:30Z ERROR  app: bü□",
                        "2026-11-27T10:15:30Z ERROR  app: first",
                        "2026-11-27T10:15:30Z ERROR  app: " + JournalDialect.TOO_LARGE,
                        "2026-11-27T10:15:30Z ERROR  app:");
        assertThat(reading.remarks())
                .containsExactly(
                        "1 line has no message because the journal leaves out what is too large; ask it with --all.");
    }

    @Test
    void anotherLoggerOfJsonIsReadByItsUsualKeys() throws IOException {
        SourceReading reading =
                read("{\"@timestamp\":\"2026-11-27T10:15:30Z\",\"severity\":\"CRITICAL\",\"message\":\"m\"}");
        assertThat(reading.format()).isEqualTo("JSON lines");
        assertThat(told(reading)).containsExactly("2026-11-27T10:15:30Z PANIC  m");
    }

    @Test
    void whatIsNoLogIsSaidToBeNone() throws IOException {
        for (String text :
                List.of("", "# Notes\n\n- 10:15 deployed\n", "time,text\n10:15,deployed\n", "\0\1\2\n{\"a\":1}")) {
            SourceReading reading = read(text);
            assertThat(reading.format()).as(text).isEmpty();
            assertThat(reading.whole()).isFalse();
            assertThat(reading.events()).isEmpty();
        }
    }

    @Test
    void aPackedFileThatBreaksOffIsReadAsFarAsItGoes() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 50_000; i++) {
                out.write(("ts=" + (1795774530 + i) + " level=error msg=\"lost " + i * 7919L + "\"\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        SourceReading whole = read(packed.toByteArray());
        assertThat(whole.read()).isEqualTo(50_000);
        assertThat(whole.events()).hasSize(1);
        SourceReading half = read(Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        assertThat(half.read()).isBetween(1000L, 49_000L);
        assertThat(half.remarks()).singleElement().asString().startsWith("The file cannot be read behind line ");
    }

    @Test
    void anEndlessLineIsCutAndSaid() throws IOException {
        SourceReading reading = read(
                "ts=1795774530 level=error msg=\"" + "x ".repeat(2_000_000) + "\"",
                "{\"" + "1.".repeat(100_000),
                "<1>1 - - - - - [" + "a=\"\\\"\" ".repeat(100_000),
                "ts=1795774531 level=warn msg=" + "1.".repeat(100_000));
        assertThat(reading.events()).extracting(Event::kind).containsExactly(Event.Kind.ERROR, Event.Kind.WARNING);
        assertThat(reading.unread()).isEqualTo(2);
        assertThat(reading.remarks()).containsExactly("1 line is longer than a million characters, and cut there.");
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertThatThrownBy(() -> IncidentLog.read(folder.resolve("none.log"), WHERE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no such file");
    }
}
