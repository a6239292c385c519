package ergodiag.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Where the entries come from: paths relative to the root folder of the bundle. */
interface BundleFiles extends AutoCloseable {
    Set<String> names();

    InputStream open(String name) throws IOException;

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
