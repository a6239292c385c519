package ergodiag.bundle.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of a bundle, each unpacked once as far as possible: what was summed and is small is read from memory afterwards, so that the check of a
 * bundle of thousands of small replies costs little more than the sums. Large files, and what is beyond a share of the heap, are read again.
 */
final class RememberedFiles extends FilesOver {
    /** Most replies and ledgers are smaller. */
    private static final int SMALL = 1 << 20;

    private static final long MOST = 32L << 20;
    /** What of the heap may be used. */
    private static final int SHARE = 16;

    private final Map<String, String> sums = new ConcurrentHashMap<>();
    private final Map<String, byte[]> remembered = new ConcurrentHashMap<>();
    private final MessageDigest digest = Sha256.digest();
    private final byte[] piece = new byte[SMALL + 1];
    private long room = Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE);

    RememberedFiles(BundleFiles all) {
        super(all);
    }

    @Override
    public InputStream open(String name) throws IOException {
        byte[] content = remembered.get(name);
        return content == null ? all().open(name) : new ByteArrayInputStream(content);
    }

    @Override
    public synchronized String sum(String name) throws IOException {
        String known = sums.get(name);
        if (known != null) {
            return known;
        }
        String sum = read(name);
        sums.put(name, sum);
        return sum;
    }

    private String read(String name) throws IOException {
        digest.reset();
        try (InputStream in = open(name)) {
            int read = in.readNBytes(piece, 0, piece.length);
            if (read <= SMALL && read <= room) {
                room -= read;
                remembered.put(name, Arrays.copyOf(piece, read));
            }
            while (read > 0) {
                digest.update(piece, 0, read);
                read = in.readNBytes(piece, 0, piece.length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        remembered.clear();
        super.close();
    }
}
