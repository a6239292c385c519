package ergodiag.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.NotABundle;
import ergodiag.bundle.foreign.ForeignJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A list is kept in columns, and each row comes out of it as it went in. */
class RowsTest {
    private static final List<String> VALUES = List.of(
            "0",
            "7",
            "-1",
            "-0",
            "1234567890123456789",
            "18446744073709551615",
            "99999999999999999999999999",
            "1e999",
            "1.50",
            "-2.5e3",
            "true",
            "false",
            "null",
            "\"\"",
            "\"<1B30E9C5.0.1005>\"",
            "\"\\u003c1B30E9C5.0.17\\u003e\"",
            "\"worker_000123\"",
            "\"a\\\"b\\\\\"",
            "\"\\ud800 half 12\"",
            "\"Prozeß 5 «√»\"",
            "{\"Name\":\"x 1\",\"deep\":[1,{}]}",
            "[ 1, \"]\" ]",
            "{}");

    private static Rows of(String... parts) throws IOException {
        Rows.Reader reader = new Rows.Reader();
        for (String part : parts) {
            reader.read(new Dribble(part));
        }
        return reader.rows();
    }

    /** A text that comes a few bytes at a time. */
    private static final class Dribble extends InputStream {
        private final ByteArrayInputStream text;

        private Dribble(String text) {
            this.text = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() {
            return text.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return text.read(into, from, Math.min(length, 7));
        }
    }

    @Test
    void eachRowComesOutAsItWentIn() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> rows = IntStream.range(0, 10_000)
                .mapToObj(i -> random.ints(random.nextInt(5), 0, VALUES.size())
                        .mapToObj(value -> "\n  \"n" + random.nextInt(6) + "\": " + VALUES.get(value))
                        .collect(Collectors.joining(",", "{", random.nextBoolean() ? "}" : "\n}")))
                .toList();

        Rows read = of("[\n  " + String.join(" ,\n  ", rows) + "\n]\n");

        assertThat(read.all()).as("seed " + seed).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            Rows.Row row = read.all().get(i);
            assertThat(row.text()).as("seed " + seed).isEqualTo(rows.get(i));
            for (String name : List.of("n0", "n1", "n2", "n3", "n4", "n5")) {
                if (rows.get(i).split("\"" + name + "\"", -1).length == 2) { // no doubles
                    assertThat(row.value(name)).as(rows.get(i)).isEqualTo(value(rows.get(i), name));
                }
            }
        }
    }

    private static Object value(String row, String name) {
        JsonNode value = ForeignJson.mapper().readTree(row).path(name);
        if (value.isString()) {
            return value.asString();
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (!value.isNumber()) {
            return "";
        }
        return value.isIntegralNumber() && value.canConvertToLong() ? (Object) value.asLong() : value.doubleValue();
    }

    @Test
    void theFirstPlainFieldOfANameCounts() throws IOException {
        Rows.Row row = of("[{\"a\":{\"b\":1},\"a\":null,\"a\":5,\"a\":6,\"c\":[]}]")
                .all()
                .get(0);

        assertThat(row.number("a")).isEqualTo(5);
        assertThat(row.value("c")).isEqualTo("");
        assertThat(row.names()).containsExactly("a");
    }

    @Test
    void rowsOfTwoPartsCountOnce() throws IOException {
        Rows rows = of(
                "[{\"PID\":\"<A.0.1>\"},{\"PID\":\"<A.0.2>\"}]",
                "[{\"PID\":\"<A.0.2>\",\"x\":1},{\"PID\":\"<A.0.3>\"}]");

        assertThat(rows.all()).extracting(row -> row.text("PID")).containsExactly("<A.0.1>", "<A.0.2>", "<A.0.3>");
        assertThat(rows.without(row -> row.text("PID").equals("<A.0.1>")).all())
                .extracting(row -> row.text("PID"))
                .containsExactly("<A.0.2>", "<A.0.3>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{}", "\"text\"", "[]", "[ ]", "[1,{}]"})
    void whatIsNoListOfObjectsHasNoRows(String text) throws IOException {
        assertThat(of(text).all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "[",
                "[{}",
                "[{},",
                "[{} {}]",
                "[{\"a\"}]",
                "[{\"a\":}]",
                "[{\"a\":tru}]",
                "[{\"a\":1 2}]",
                "[{\"a\":01}]",
                "[{\"a\":\"\\x\"}]",
                "[{\"a\":\"\n\"}]",
                "[{\"a\":\"b}]",
                "[{a:1}]",
                "[{\"a\":[1,}]}]",
                "[{\"\\x\":1}]"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> of(text)).isInstanceOf(NotABundle.class).hasMessageContaining("cannot be read");
    }

    @Test
    void aListThatTakesTooMuchMemoryIsRefused() {
        String list = IntStream.range(0, 10_000)
                .mapToObj(
                        i -> "{\"PID\":\"" + "abcdefgh".charAt(i % 8) + "x".repeat(i % 97) + "y".repeat(i % 89) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        RowTable table = new RowTable();

        assertThatThrownBy(() -> table.read(new Dribble(list), 100_000))
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining("-Xmx");
        assertThat(table.size()).isLessThan(3_000);
    }

    @Test
    void numbersOfAnySizeAreFoundByTheirPlace() {
        PackedNumbers numbers = new PackedNumbers();
        long[] like = {5, 5, 300, 70_000, 1L << 33, Long.MIN_VALUE, Long.MAX_VALUE, -1, 0};
        for (int i = 0; i < 100_000; i++) {
            numbers.add(like[i / 9000 % like.length] + (i / 9000 < 2 ? 0 : i % 2));
        }
        numbers.end();

        for (int i = 0; i < 100_000; i++) {
            assertThat(numbers.get(i)).isEqualTo(like[i / 9000 % like.length] + (i / 9000 < 2 ? 0 : i % 2));
        }
    }
}
