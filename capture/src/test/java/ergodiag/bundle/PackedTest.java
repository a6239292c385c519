package ergodiag.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we pack can be read by us, whatever nodes answer. */
class PackedTest {
    private static final int MEGABYTES = 450;
    private static final String REPLY = "nodes/node1@localhost/process_list.mailbox.001.json";

    @TempDir
    private Path folder;

    /** DEFLATE makes a thousandth of it, and more than a three hundredth is what a bomb has. */
    @ParameterizedTest
    @ValueSource(strings = {"b.zip", "b.tar.gz"})
    void aReplyOfBlanksIsNoBomb(String name) throws IOException {
        BundleWriter writer = BundleWriter.create(folder.resolve(name));
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        try (OutputStream out = writer.open(REPLY)) {
            out.write('[');
            for (int i = 0; i < MEGABYTES; i++) {
                out.write(blanks);
            }
            out.write(']');
        }
        writer.append(BundleSamples.ok(1, writer.describe(REPLY)));
        Path file = writer.close(BundleSamples.manifest(), "Read me.\n");
        assertThat(Files.size(file)).isLessThan(5L << 20);
        try (Bundle bundle = Bundle.open(file)) {
            assertThat(Verification.of(bundle).faults()).isEmpty();
        }
    }
}
