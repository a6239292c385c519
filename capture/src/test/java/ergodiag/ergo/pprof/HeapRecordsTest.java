package ergodiag.ergo.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ergodiag.bundle.Source;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.UnreadableReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the Observer's tool {@code heap_profile} replies. */
class HeapRecordsTest {

    /** On a node whose heap is as large as the numbers say. */
    private static HeapProfile read(String reply) {
        return read(reply, OptionalLong.of(957));
    }

    private static HeapProfile read(String reply, OptionalLong heap) {
        return HeapProfile.fromRecords(
                new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)), Source.file("h.json"), heap);
    }

    private static String record(long inUse, long allocated, String stack) {
        return "{\"InuseBytes\":" + inUse + ",\"InuseObjects\":2,\"AllocBytes\":" + allocated
                + ",\"AllocObjects\":3,\"FreeObjects\":0,\"Stack\":" + stack + "}";
    }

    @Test
    void aRowIsTheFunctionThatAllocated() {
        HeapProfile profile = read("{\"Records\":["
                + record(300, 400, "[\"runtime.mallocgc\",\"runtime.makeslice\",\"main.(*Cache).Put\",\"main.run\"]")
                + "," + record(500, 900, "[\"main.grow\",\"runtime.main\"]")
                + "," + record(100, 150, "[\"main.(*Cache).Put\",\"main.other\"]")
                + "," + record(50, 60, "[\"runtime.malg\",\"runtime.newproc1\"]")
                + "," + record(7, 7, "null")
                + "],\"TotalInuse\":957,\"TotalAlloc\":1517,\"TotalObjects\":10,\"Truncated\":0}");
        assertThat(profile.inUse()).isEqualTo(new Bytes(957));
        assertThat(profile.at()).isEqualTo(Source.file("h.json"));
        assertThat(profile.rows())
                .containsExactly(
                        new HeapRow("main.grow", new Bytes(500), new Bytes(900), at(1)),
                        new HeapRow("main.(*Cache).Put", new Bytes(400), new Bytes(550), at(0)),
                        new HeapRow("runtime.malg", new Bytes(50), new Bytes(60), at(3)));
    }

    private static Source at(int record) {
        return Source.file("h.json").member("Records").element(record);
    }

    @Test
    void samplesAreScaledUpAsGoDoesItUnlessTheHeapSaysOtherwise() {
        String reply = "{\"Records\":["
                + "{\"InuseBytes\":640,\"InuseObjects\":10,\"AllocBytes\":640,\"AllocObjects\":10,\"Stack\":[\"main.small\"]},"
                + "{\"InuseBytes\":2097152,\"InuseObjects\":2,\"AllocBytes\":2097152,\"AllocObjects\":2,\"Stack\":[\"main.large\"]}"
                + "],\"TotalInuse\":2097792}";
        HeapProfile ofSamples = read(reply, OptionalLong.of(8_000_000));

        // ten of 64 bytes stand for ten times 512 KiB and a little; two of 1 MiB for hardly more than themselves
        assertThat(ofSamples.rows())
                .extracting(HeapRow::function, row -> row.inUse().count())
                .containsExactly(tuple("main.small", 5_243_200L), tuple("main.large", 2_425_393L));
        assertThat(ofSamples.inUse().count()).isEqualTo(5_243_200L + 2_425_393L);
        assertThat(read(reply, OptionalLong.empty())).isEqualTo(ofSamples);
        assertThat(read(reply, OptionalLong.of(2_100_000)).rows().get(0))
                .isEqualTo(new HeapRow("main.large", new Bytes(2_097_152), new Bytes(2_097_152), at(1)));
    }

    @Test
    void noRecordsIsAnEmptyProfile() {
        assertThat(read("{\"Records\":null,\"TotalInuse\":0}").rows()).isEmpty();
    }

    @Test
    void aReplyOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> read("{\"Groups\":[]}"))
                .isInstanceOf(UnreadableReply.class)
                .hasMessageContaining("Records");
    }
}
