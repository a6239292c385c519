package ergodiag.bundle.archive;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Files that are those of another bundle, but for what is said of them. */
abstract class FilesOver implements BundleFiles {
    private final BundleFiles all;

    FilesOver(BundleFiles all) {
        this.all = all;
    }

    /** The others. */
    final BundleFiles all() {
        return all;
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
    public List<String> oddities() {
        return all.oddities();
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
