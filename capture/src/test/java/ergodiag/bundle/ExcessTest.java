package ergodiag.bundle;

import static ergodiag.bundle.BundleSamples.zip;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.seal.Identities;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too large for the memory costs itself only. */
class ExcessTest {
    private static final String MANIFEST = "{\"format\":\"ergodiag.bundle/1\"}";
    private static final Room ROOM = new Room(100_000, 100_000, 1000);

    @TempDir
    private Path folder;

    @Test
    void aListOfRowsWithoutContentIsTooLargeWhateverItsBytesAndTheOthersAreRead() throws IOException {
        try (Bundle bundle = open(
                ROOM, line(1, "list.json") + line(2, "other.json"), "list.json", rows(100), "other.json", rows(5))) {
            assertThat(bundle.calls()).extracting(Call::outcome).containsExactly(Outcome.TOO_LARGE, Outcome.OK);
            assertThat(bundle.calls().get(0).why()).contains("too large", "-Xmx");
            assertThat(bundle.reply(bundle.calls().get(0))).isEmpty();
            assertThat(bundle.reply(bundle.calls().get(1))).isPresent();
            assertThat(bundle.excess().files()).containsExactly("list.json");
        }
    }

    @Test
    void whatFitsByItselfMayNotFitBesideTheOthers() throws IOException {
        try (Bundle bundle = open(
                ROOM,
                line(1, "a.json") + line(2, "b.json") + line(3, "c.json") + line(4, "d.json"),
                "a.json",
                rows(60),
                "b.json",
                rows(60),
                "c.json",
                rows(60),
                "d.json",
                rows(3))) {
            assertThat(bundle.excess().files()).containsExactly("c.json");
        }
    }

    @Test
    void whatFitsIsReadWhole() throws IOException {
        try (Bundle bundle = open(ROOM, line(1, "a.json"), "a.json", rows(10))) {
            assertThat(bundle.excess().isNone()).isTrue();
            assertThat(bundle.calls()).extracting(Call::outcome).containsExactly(Outcome.OK);
        }
    }

    @Test
    void aLedgerThatGoesOnBehindWhatFitsIsReadUpToThere() throws IOException {
        String ledger =
                IntStream.range(0, 1000).mapToObj(id -> line(id, id + ".json")).collect(Collectors.joining());
        Path file = zip(folder.resolve("long.zip"), "b/manifest.json", MANIFEST, "b/calls.jsonl", ledger);

        try (Bundle bundle = Bundle.open(file, Identities.NONE, ROOM)) {
            assertThat(bundle.calls()).hasSizeBetween(100, 400);
            assertThat(bundle.excess().ledger()).isTrue();
            assertThat(bundle.damage()).singleElement().asString().contains("longer than is read");
        }
    }

    @Test
    void elementsAndLinesWeighNotOnlyTheirBytes() throws IOException {
        assertThat(weight("[" + "{},".repeat(999) + "{}]")).isBetween(700_000L, 800_000L);
        assertThat(weight("{}\n".repeat(1000))).isBetween(700_000L, 800_000L);
        assertThat(weight("a\n".repeat(1000))).isBetween(120_000L, 130_000L);
        assertThat(weight("[" + "[],".repeat(1000) + "1]")).isBetween(100_000L, 110_000L);
    }

    @Test
    void blanksWeighNothingButTheirBytes() throws IOException {
        String row = "{\"PID\":\"<1.0.1>\",\"Version\":{\"Name\":\"a\"},\"Tags\":[\"b\"]}";
        String pretty =
                "\n  {\n    \"PID\" : \"<1.0.1>\",\n    \"Version\": {\n      \"Name\":\n \"a\"\n    },\n    \"Tags\":\n [\"b\"]\n  }";

        assertThat(weight("[" + pretty + "]") - pretty.length()).isEqualTo(weight("[" + row + "]") - row.length());
    }

    @Test
    void whatIsTooLargeIsNotWeighedToItsEnd() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '{';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                java.util.Arrays.fill(into, from, from + length, (byte) '{');
                return length;
            }
        };

        assertThat(Weight.of(endless, 1_000_000)).isGreaterThan(1_000_000);
    }

    private Bundle open(Room room, String ledger, String... replies) throws IOException {
        String[] entries = new String[4 + replies.length];
        entries[0] = "b/manifest.json";
        entries[1] = MANIFEST;
        entries[2] = "b/calls.jsonl";
        entries[3] = ledger;
        for (int i = 0; i < replies.length; i += 2) {
            entries[4 + i] = "b/" + replies[i];
            entries[5 + i] = replies[i + 1];
        }
        return Bundle.open(zip(folder.resolve("b.zip"), entries)).fitting(room);
    }

    private static String rows(int number) {
        return "[" + "{},".repeat(number - 1) + "{}]";
    }

    private static String line(long id, String file) {
        return "{\"id\":" + id
                + ",\"node\":\"a@b\",\"tool\":\"process_list\",\"started\":\"2026-11-23T20:15:00Z\",\"outcome\":\"ok\","
                + "\"file\":\"" + file + "\"}\n";
    }

    private static long weight(String reply) throws IOException {
        return Weight.of(new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)), Long.MAX_VALUE);
    }
}
