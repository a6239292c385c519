package ergodiag.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/** Some files of a bundle, read from it. */
final class KeptFiles implements BundleFiles {
    private final BundleFiles all;
    private final Set<String> names;

    KeptFiles(BundleFiles all, Set<String> kept) {
        this.all = all;
        this.names = new TreeSet<>(all.names());
        this.names.retainAll(kept);
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public InputStream open(String name) throws IOException {
        return all.open(name);
    }

    @Override
    public void close() {
        // belongs to the whole bundle
    }
}
