package ergodiag.bundle.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Where the entries come from: paths relative to the root folder of the bundle. */
public interface BundleFiles extends AutoCloseable {
    Set<String> names();

    InputStream open(String name) throws IOException;

    /** Bytes of a file as it stands there; 0 of one that cannot be read. */
    long size(String name);

    /**
     * The SHA-256 of a file, lower-case hex.
     *
     * @throws IOException when it cannot be read to its end
     */
    default String sum(String name) throws IOException {
        return Sha256.of(open(name));
    }

    /** What is in the file besides the bundle, a sentence each. */
    default List<String> oddities() {
        return List.of();
    }

    @Override
    void close() throws IOException;
}
