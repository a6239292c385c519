package ergodiag.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Any bytes as the tar in the {@code .tar.gz} of a bundle: no change would come through the sum of the gzip around it. */
public final class TarFuzz {
    private TarFuzz() {}

    /** @throws AssertionError when it is refused without a word; whatever else is thrown is a finding as well */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new Stored(packed)) {
            gzip.write(input);
        }
        BundleReading.ofFile("b.tar.gz", packed.toByteArray());
    }

    static List<byte[]> seeds() throws IOException {
        return List.of(SmallBundle.tar());
    }

    /** Takes no time to pack. */
    private static final class Stored extends GZIPOutputStream {
        Stored(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }
}
