package ergodiag.bundle.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/** Some files of a bundle, read from it. */
public final class KeptFiles extends FilesOver {
    private final Set<String> names;
    private final boolean owner;

    /** @param owner whether the others are closed with these */
    public KeptFiles(BundleFiles all, Set<String> kept, boolean owner) {
        super(all);
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
        return all().open(name);
    }

    @Override
    public String sum(String name) throws IOException {
        return all().sum(name);
    }

    @Override
    public void close() throws IOException {
        if (owner) {
            super.close();
        }
    }
}
