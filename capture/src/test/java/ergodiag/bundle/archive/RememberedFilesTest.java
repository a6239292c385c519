package ergodiag.bundle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RememberedFilesTest {
    private static final int SMALL = 1 << 20;

    private final Counted below = new Counted();
    private final RememberedFiles files = new RememberedFiles(below);

    /** Files that tell how often each was opened. */
    private static final class Counted implements BundleFiles {
        private final Map<String, byte[]> content = new TreeMap<>();
        private final List<String> opened = new ArrayList<>();

        @Override
        public Set<String> names() {
            return content.keySet();
        }

        @Override
        public long size(String name) {
            return content.get(name).length;
        }

        @Override
        public InputStream open(String name) throws IOException {
            opened.add(name);
            byte[] found = content.get(name);
            if (found.length == 0) {
                throw new IOException("it is torn");
            }
            return new ByteArrayInputStream(found);
        }

        @Override
        public void close() {}
    }

    @Test
    void whatWasSummedAndIsSmallIsUnpackedOnce() throws IOException {
        below.content.put("a.json", "[1]".getBytes(StandardCharsets.UTF_8));
        below.content.put("just-small.json", new byte[SMALL]);
        for (String name : files.names()) {
            assertThat(files.sum(name)).isEqualTo(Sha256.of(below.content.get(name)));
            assertThat(files.open(name)).hasBinaryContent(below.content.get(name));
            assertThat(files.open(name)).hasBinaryContent(below.content.get(name));
            assertThat(files.sum(name)).isEqualTo(Sha256.of(below.content.get(name)));
        }
        assertThat(below.opened).containsExactly("a.json", "just-small.json");
    }

    @Test
    void whatIsLargeIsReadAgain() throws IOException {
        below.content.put("large.json", new byte[3 * SMALL + 7]);
        assertThat(files.sum("large.json")).isEqualTo(Sha256.of(below.content.get("large.json")));
        assertThat(files.open("large.json")).hasBinaryContent(below.content.get("large.json"));
        assertThat(below.opened).containsExactly("large.json", "large.json");
    }

    @Test
    void ofManyOnlyAShareOfTheHeapIsKept() throws IOException {
        byte[] content = new byte[SMALL];
        for (int i = 0; i < 40; i++) {
            below.content.put(i + ".json", content);
            files.sum(i + ".json");
        }
        below.opened.clear();
        for (String name : files.names()) {
            files.open(name).close();
        }
        long kept = 40L - below.opened.size();
        assertThat(kept * SMALL)
                .isPositive()
                .isLessThanOrEqualTo(32L << 20)
                .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 16);
    }

    @Test
    void whatCannotBeReadHasNoSum() {
        below.content.put("torn.json", new byte[0]);
        assertThatThrownBy(() -> files.sum("torn.json")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files.open("torn.json")).isInstanceOf(IOException.class);
    }
}
