package ergodiag.fuzz;

import java.io.IOException;
import java.util.List;

/** Any bytes as the zip of a bundle. */
public final class ZipFuzz {
    private ZipFuzz() {}

    /** @throws AssertionError when it is refused without a word; whatever else is thrown is a finding as well */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        BundleReading.ofFile("b.zip", input);
    }

    static List<byte[]> seeds() throws IOException {
        return List.of(SmallBundle.zip());
    }
}
