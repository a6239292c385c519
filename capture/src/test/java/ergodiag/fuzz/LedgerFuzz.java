package ergodiag.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A text whose first line is a manifest, and the rest a ledger. What can be read of them stays what it is when it is written and read again. */
public final class LedgerFuzz {
    private LedgerFuzz() {}

    /** @throws AssertionError when it does not hold; whatever else is thrown is a finding as well */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        Map<String, byte[]> files = Map.of(
                "manifest.json", Arrays.copyOf(input, end),
                "calls.jsonl", Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length));
        BundleReading.ofFolder(files, LedgerFuzz::staysWhatItIs);
    }

    /** Of a manifest that is not told whole some is made up, which may be out of what is read: from then on it stays. */
    private static void staysWhatItIs(Bundle read) throws IOException {
        try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
            try (Bundle again = written(read, disk.getPath("/again.zip"));
                    Bundle oncemore = written(again, disk.getPath("/oncemore.zip"))) {
                assertThat(again.calls()).isEqualTo(read.calls());
                assertThat(oncemore.calls()).isEqualTo(read.calls());
                assertThat(oncemore.manifest()).isEqualTo(again.manifest());
            }
        }
    }

    private static Bundle written(Bundle read, Path target) {
        BundleWriter writer = BundleWriter.create(target);
        read.calls().forEach(writer::append);
        writer.close(read.manifest(), "");
        return Bundle.open(target);
    }

    static List<byte[]> seeds() {
        Map<String, byte[]> files = SmallBundle.files();
        String text = text(files, "manifest.json") + "\n" + text(files, "calls.jsonl");
        return List.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }
}
