package ergodiag.ergo.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Source;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.UnreadableReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the Observer's tool {@code heap_profile} replies. */
class HeapRecordsTest {

    private static HeapProfile read(String reply) {
        return HeapProfile.fromRecords(
                new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)), Source.file("h.json"));
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
