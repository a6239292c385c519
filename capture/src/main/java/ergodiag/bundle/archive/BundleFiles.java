package ergodiag.bundle.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

    /** Says a file in other words; what is given is read to its end, and closed by the caller. */
    interface FileInOtherWords {
        InputStream of(String name, InputStream asItStands) throws IOException;
    }

    /** The files of a bundle in other words. */
    final class Reworded implements BundleFiles {
        private final BundleFiles all;
        private final FileInOtherWords words;

        public Reworded(BundleFiles all, FileInOtherWords words) {
            this.all = all;
            this.words = words;
        }

        @Override
        public Set<String> names() {
            return all.names();
        }

        @Override
        public long size(String name) {
            return all.size(name);
        }

        @Override
        public InputStream open(String name) throws IOException {
            try (InputStream in = all.open(name)) {
                return words.of(name, in);
            }
        }

        @Override
        public List<String> oddities() {
            return all.oddities();
        }

        @Override
        public void close() throws IOException {
            all.close();
        }
    }

    /** Some files of a bundle, read from it. */
    final class Kept implements BundleFiles {
        private final BundleFiles all;
        private final Set<String> names;
        private final boolean owner;

        /** @param owner whether the others are closed with these */
        public Kept(BundleFiles all, Set<String> kept, boolean owner) {
            this.all = all;
            this.owner = owner;
            this.names = new TreeSet<>(all.names());
            this.names.retainAll(kept);
        }

        @Override
        public Set<String> names() {
            return names;
        }

        @Override
        public long size(String name) {
            return all.size(name);
        }

        @Override
        public InputStream open(String name) throws IOException {
            return all.open(name);
        }

        @Override
        public String sum(String name) throws IOException {
            return all.sum(name);
        }

        @Override
        public List<String> oddities() {
            return all.oddities();
        }

        @Override
        public void close() throws IOException {
            if (owner) {
                all.close();
            }
        }
    }
}
