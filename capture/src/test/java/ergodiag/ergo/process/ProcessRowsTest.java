package ergodiag.ergo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Gap;
import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Fields;
import ergodiag.ergo.UnreadableReply;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProcessRowsTest {
    private static final Source LIST = Source.file("process_list.all.001.json");

    /** What a field may be written as, fit or not. */
    private static final List<String> VALUES = List.of(
            "0",
            "1",
            "17",
            "-1",
            "-7",
            "9223372036854775807",
            "18446744073709551615",
            "1e3",
            "2.5",
            "1e999",
            "null",
            "true",
            "\"\"",
            "\"sleep\"",
            "\"<A.0.12>\"",
            "\"12\"",
            "{\"a\":[1,{}]}",
            "[]",
            "123456789012345678");

    @Test
    void aRowSaysWhatItsFieldsSayWhateverTheyAreWrittenAs() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            String row = row(random);
            Optional<String> expected = expected(row);
            List<ProcessRow> rows = new ArrayList<>();
            Optional<String> refused = Optional.empty();
            try {
                ProcessRow.stream(in("[" + row + "]"), LIST, rows::add);
            } catch (UnreadableReply e) {
                refused = Optional.of(String.valueOf(e.getMessage()));
            }
            assertThat(refused.isPresent()).as("seed %d: %s", seed, row).isEqualTo(rows.isEmpty());
            assertThat(rows.stream().map(ProcessRowsTest::told).findFirst().or(() -> Optional.of("none")))
                    .as("seed %d: %s", seed, row)
                    .isEqualTo(expected);
        }
    }

    private static String row(Random random) {
        StringJoiner fields = new StringJoiner(",", "{", "}");
        for (RowField field : RowField.all()) {
            if (random.nextInt(4) > 0) {
                boolean fit = random.nextInt(8) > 0;
                boolean text = field.kind() == RowField.Kind.TEXT || field.kind() == RowField.Kind.NUMBERED_TEXT;
                String value = !fit
                        ? VALUES.get(random.nextInt(VALUES.size()))
                        : text ? "\"t" + random.nextInt(50) + "\"" : String.valueOf(random.nextInt(5000));
                fields.add("\"" + field.json() + "\":" + value);
            }
            if (random.nextInt(9) == 0) {
                fields.add("\"FromTheFuture\":" + VALUES.get(random.nextInt(VALUES.size())));
            }
        }
        return fields.toString();
    }

    /** By what all other replies are judged with. */
    private static Optional<String> expected(String row) {
        JsonNode node = ForeignJson.mapper().readTree(row);
        Fields fields = new Fields(node, LIST.element(0));
        try {
            return Optional.of(String.join(
                    "|",
                    fields.at().toString(),
                    fields.text("PID"),
                    fields.text("Name"),
                    fields.text("Application"),
                    fields.text("Behavior"),
                    fields.text("Kind"),
                    fields.counter("MessagesIn").toString(),
                    fields.counter("MessagesOut").toString(),
                    String.valueOf(fields.count("MessagesMailbox")),
                    told(fields.nanosOrGap("MailboxLatency")),
                    fields.nanos("RunningTime").toString(),
                    fields.nanos("InitTime").toString(),
                    fields.counter("Wakeups").toString(),
                    fields.seconds("Uptime").toString(),
                    fields.text("State"),
                    told(fields.nanosOrGap("StateTime")),
                    fields.text("Parent")));
        } catch (UnreadableReply e) {
            return Optional.of("none");
        }
    }

    static String told(ProcessRow row) {
        return String.join(
                "|",
                row.at().toString(),
                row.pid(),
                row.name(),
                row.application(),
                row.behavior(),
                row.kind(),
                row.messagesIn().toString(),
                row.messagesOut().toString(),
                String.valueOf(row.mailbox()),
                told(row.latency()),
                row.runningTime().toString(),
                row.initTime().toString(),
                row.wakeups().toString(),
                row.uptime().toString(),
                row.state(),
                told(row.stateTime()),
                row.parent());
    }

    private static String told(Reading<Duration> reading) {
        return reading.value().map(Duration::toString).orElse("")
                + reading.gap().map(Gap::reason).orElse("");
    }

    @Test
    void rowsOfSeveralListsKnowTheirPlaces() {
        ProcessRows.Reader reader = new ProcessRows.Reader(new Texts());
        reader.read(in(list(0, 1500)), LIST);
        reader.read(in(list(1500, 1600)), Source.file("second.json"));
        ProcessRows rows = reader.rows();
        assertThat(rows).hasSize(1600).last().extracting(ProcessRow::pid).isEqualTo("<A.0.1599>");
        assertThat(rows.get(1499).at()).isEqualTo(LIST.element(1499));
        assertThat(rows.get(1500).at()).isEqualTo(Source.file("second.json").element(0));
    }

    @Test
    void rowsBeforeWhatCannotBeReadAreKept() {
        ProcessRows.Reader reader = new ProcessRows.Reader(new Texts());
        String cut = list(0, 1100);
        assertThatThrownBy(() -> reader.read(in(cut.substring(0, cut.length() - 5)), LIST))
                .isInstanceOf(UnreadableReply.class);
        assertThat(reader.rows()).hasSize(1099);
    }

    @Test
    void aClockThatWasSetChangesAgesAlone() {
        ProcessRows.Reader reader = new ProcessRows.Reader(new Texts());
        reader.read(in("[{\"PID\":\"<A.0.1>\",\"Uptime\":-3},{\"PID\":\"<A.0.2>\",\"Uptime\":100}]"), LIST);
        ProcessRows rows = reader.rows();
        assertThat(rows)
                .extracting(ProcessRow::uptime)
                .containsExactly(Duration.ofSeconds(-3), Duration.ofSeconds(100));
        assertThat(rows.withClockSetBy(Duration.ZERO))
                .extracting(ProcessRow::uptime)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(100));
        assertThat(rows.withClockSetBy(Duration.ofSeconds(60)).get(1).uptime()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void processesAreNumberedByTheirPids() {
        Texts texts = new Texts();
        ProcessIds ids = new ProcessIds(texts);
        ProcessRows.Reader reader = new ProcessRows.Reader(texts);
        reader.read(in(list(0, 3000)), LIST);
        ProcessRows rows = reader.rows();
        assertThat(IntStream.range(0, rows.size()).map(row -> ids.of(rows, row)).toArray())
                .isEqualTo(IntStream.range(0, 3000).toArray());
        assertThat(ids.of(rows, 17)).isEqualTo(17);
        assertThat(ids.size()).isEqualTo(3000);
        assertThat(ids.find("<A.0.2999>")).hasValue(2999);
        assertThat(ids.find(rows.get(5))).hasValue(5);
        assertThat(ids.find("<A.0.3000>")).isEqualTo(OptionalInt.empty());
        assertThat(ids.pid(42)).isEqualTo("<A.0.42>");
    }

    private static String list(int from, int to) {
        StringJoiner rows = new StringJoiner(",", "[", "]");
        IntStream.range(from, to).forEach(i -> rows.add("{\"PID\":\"<A.0." + i + ">\",\"Uptime\":" + i + "}"));
        return rows.toString();
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
