package ergodiag.analyze.excerpt;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.ledger.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import java.util.zip.DeflaterOutputStream;

/** How many bytes files of a bundle take in a zip. */
public final class PackedSizes {
    /** Heads of an entry, twice its name, and its line of sums and of the ledger. */
    private static final long EACH = 400;

    private final Bundle bundle;
    private final Map<String, Long> known = new HashMap<>();

    PackedSizes(Bundle bundle) {
        this.bundle = bundle;
    }

    /** Of these together. */
    long of(Set<String> files) {
        return files.stream()
                .mapToLong(file -> known.computeIfAbsent(file, this::packed))
                .sum();
    }

    /** Of a ledger of all calls, as an excerpt has it: what stands in the bundle would have to be looked through for secrets to be read. */
    long ofLedger() {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            try (OutputStream out = new DeflaterOutputStream(OutputStream.nullOutputStream(), deflater, 1 << 16)) {
                for (Call call : bundle.calls()) {
                    out.write(BundleWriter.line(call));
                }
            }
            return deflater.getBytesWritten() + EACH;
        } catch (IOException e) {
            throw new IllegalStateException("Writing nowhere cannot fail", e);
        } finally {
            deflater.end();
        }
    }

    /** Of these contents. */
    public static long of(byte[] content) {
        try {
            return packed(new ByteArrayInputStream(content)) + EACH;
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory cannot fail", e);
        }
    }

    private long packed(String file) {
        if (!bundle.files().contains(file)) {
            return 0;
        }
        try (InputStream in = bundle.open(file)) {
            return packed(in) + EACH;
        } catch (IOException e) {
            throw new NotABundle("Reading '" + file + "': " + e.getMessage() + "; 'ergodiag verify' says more.", e);
        }
    }

    private static long packed(InputStream in) throws IOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            return new DeflaterInputStream(in, deflater).transferTo(OutputStream.nullOutputStream());
        } finally {
            deflater.end();
        }
    }
}
