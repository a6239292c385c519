package ergodiag.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Some files of a bundle, read from it. */
final class KeptFiles implements BundleFiles {
    private final BundleFiles all;
    private final Set<String> names;
    private final boolean owner;

    /** @param owner whether the others are closed with these */
    KeptFiles(BundleFiles all, Set<String> kept, boolean owner) {
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
