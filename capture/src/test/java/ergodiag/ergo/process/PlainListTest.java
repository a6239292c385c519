package ergodiag.ergo.process;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Source;
import ergodiag.ergo.UnreadableReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainListTest {
    private static final Source LIST = Source.file("process_list.all.001.json");
    private static final Source OTHER = Source.file("process_list.all.002.json");

    /** With these before it the parser reads all of a list, which so stands at the same lines and columns. */
    private static final String FOR_THE_PARSER = "\t\n";

    private static final String PLAIN = " \n";

    private static final List<String> ODD = List.of(
            "-1",
            "-0",
            "007",
            "18446744073709551615",
            "1e3",
            "2.5",
            "null",
            "true",
            "\"\"",
            "\"a\\u003cb\\\"\"",
            "\"\u00fc\ud83d\ude00\"",
            "\"\\ud800\"",
            "{\"a\":[1,{}]}",
            "[]",
            "tru",
            "\"a\nb\"");

    private static final String BYTES = "{}[]:,\"\\ \n\t\r0-.e\u0000\u0001\u00ff\u00c3";

    @Test
    void aListOfAnyShapeIsReadAsTheParserReadsIt() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 600; round++) {
            byte[] list = damaged(list(random).getBytes(StandardCharsets.UTF_8), random);
            int end = random.nextInt(6) == 0 ? random.nextInt(list.length + 1) : Integer.MAX_VALUE;

            assertThat(told(PLAIN, list, end, random.nextInt(3000) + 1))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(told(FOR_THE_PARSER, list, end, Integer.MAX_VALUE));
        }
    }

    @Test
    void rowsOfOneLayoutAreTakenWithoutAParser() {
        PlainList list = new PlainList(in(rows(2000)));
        RowBuffer rows = new RowBuffer(new Texts());

        assertThat(list.next()).isTrue();
        assertThat(list.take(rows, 0)).isFalse();
        assertThat(list.learn()).isTrue();
        assertThat(list.take(rows, 0)).isTrue();
        while (list.next()) {
            if (rows.isFull()) {
                rows.clear();
            }
            assertThat(list.take(rows, 0)).isTrue();
        }

        assertThat(list.ended()).isTrue();
        assertThat(list.rows()).isEqualTo(2000);
    }

    @Test
    void aRowWithOneUnusualValueIsToldFromItsNeighbours() {
        PlainList list =
                new PlainList(in("[{\"PID\":\"<A.0.1>\",\"Uptime\":1.5} , {\"PID\":\"<A.0.2>\",\"Uptime\":2}]"));
        RowBuffer rows = new RowBuffer(new Texts());

        assertThat(list.next()).isTrue();
        assertThat(list.learn() && list.take(rows, 0)).isFalse();
        assertThat(list.learn()).isFalse();
        assertThat(list.alone())
                .hasValueSatisfying(row -> assertThat(new String(row, StandardCharsets.UTF_8))
                        .isEqualTo("[{\"PID\":\"<A.0.1>\",\"Uptime\":1.5}]"));
        list.pass();
        assertThat(list.next()).isTrue();
        assertThat(list.take(rows, 0)).isTrue();
        assertThat(list.next()).isFalse();
        assertThat(list.ended()).isTrue();
    }

    @Test
    void whatIsLeftBeginsWithOneRowInPlaceOfThosePassed() throws IOException {
        PlainList list = new PlainList(in("[\n  {\"A\":1},\n  {\"A\":22}, 5]"));
        RowBuffer rows = new RowBuffer(new Texts());
        assertThat(list.next() && list.learn() && list.take(rows, 0)).isTrue();
        assertThat(list.next() && list.take(rows, 0)).isTrue();
        assertThat(list.next()).isFalse();

        assertThat(list.ended()).isFalse();
        assertThat(new String(list.rest().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("[{\"A\":0\n\n         }, 5]");
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "  {\n    \"PID\": \"<A.0." + i + ">\",\n    \"Uptime\": " + i
                        + ",\n    \"Level\": \"info\"\n  }")
                .collect(Collectors.joining(",\n", "[\n", "\n]"));
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String list(Random random) {
        boolean indented = random.nextBoolean();
        int one = random.nextInt(4) == 0 ? 3 : random.nextInt(400) + 100;
        int kinds = random.nextInt(12) == 0 ? 40 : random.nextInt(3) + 1;
        StringJoiner rows = indented
                ? new StringJoiner(",\n  ", "[\n  ", "\n]")
                : new StringJoiner(random.nextBoolean() ? "," : " , ", "[", "]");
        int count = random.nextInt(120);
        for (int i = 0; i < count; i++) {
            rows.add(
                    random.nextInt(400) == 0
                            ? ODD.get(random.nextInt(ODD.size()))
                            : row(random, random.nextInt(kinds), one, indented));
        }
        return rows + (random.nextInt(4) == 0 ? " x" : "");
    }

    /** @param one of so many values is none that a node writes */
    private static String row(Random random, int kind, int one, boolean indented) {
        Random shape = new Random(kind);
        StringJoiner fields = indented
                ? new StringJoiner(",\n    ", "{\n    ", shape.nextInt(4) == 0 ? "}" : "\n  }")
                : new StringJoiner(",", "{", "}");
        for (RowField field : RowField.all()) {
            if (shape.nextInt(6) > 0) {
                String usual = field.isText() ? text(random) : String.valueOf(random.nextInt(5000));
                fields.add(member(
                        field.json(),
                        random.nextInt(one) == 0 ? ODD.get(random.nextInt(ODD.size())) : usual,
                        indented));
            }
            if (shape.nextInt(9) == 0) {
                fields.add(member("Later" + shape.nextInt(3), random.nextBoolean() ? "1" : "\"info\"", indented));
            }
        }
        return fields.toString();
    }

    private static String member(String name, String value, boolean indented) {
        return "\"" + name + "\":" + (indented ? " " : "") + value;
    }

    private static String text(Random random) {
        return List.of(
                        "\"\"",
                        "\"sleep\"",
                        "\"<A.0." + random.nextInt(3000) + ">\"",
                        "\"n:1" + random.nextInt(9) + ".0012\"")
                .get(random.nextInt(4));
    }

    private static byte[] damaged(byte[] list, Random random) {
        byte[] damaged = list;
        for (int times = Math.max(0, random.nextInt(6) - 3); times > 0; times--) {
            int at = random.nextInt(damaged.length);
            int cut = random.nextInt(3);
            byte[] put = random.nextInt(3) == 0
                    ? new byte[0]
                    : new byte[] {(byte) BYTES.charAt(random.nextInt(BYTES.length()))};
            byte[] next = new byte[at + put.length + Math.max(0, damaged.length - at - cut)];
            System.arraycopy(damaged, 0, next, 0, at);
            System.arraycopy(put, 0, next, at, put.length);
            System.arraycopy(
                    damaged, Math.min(damaged.length, at + cut), next, at + put.length, next.length - at - put.length);
            damaged = next.length == 0 ? damaged : next;
        }
        return damaged;
    }

    /** What is read of a list, and why not more: all rows, field by field, and the error. */
    private static String told(String before, byte[] list, int failing, int piece) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[head.length + list.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(list, 0, whole, head.length, list.length);
        ProcessRows.Reader reader = new ProcessRows.Reader(new Texts());
        List<String> told = new ArrayList<>();
        try {
            reader.read(new Pieces(whole, failing, piece), LIST);
        } catch (UnreadableReply e) {
            told.add(String.valueOf(e.getMessage()));
        }
        reader.read(in("[{\"PID\":\"last\"}]"), OTHER);
        for (ProcessRow row : reader.rows()) {
            told.add(ProcessRowsTest.told(row));
        }
        return String.join("\n", told);
    }

    /** Comes in pieces, and cannot be read from some place on. */
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream all;
        private final int piece;
        private int left;

        private Pieces(byte[] all, int failing, int piece) {
            this.all = new ByteArrayInputStream(all);
            this.piece = piece;
            this.left = failing;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("it ends in the middle");
            }
            int read = all.read(into, offset, Math.min(Math.min(length, piece), left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
