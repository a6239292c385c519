package ergodiag.bundle.archive;

import java.io.IOException;
import java.io.InputStream;

/** The files of a bundle in other words. */
public final class RewordedFiles extends FilesOver {
    /** Says a file in other words; what is given is read to its end, and closed by the caller. */
    public interface FileInOtherWords {
        InputStream of(String name, InputStream asItStands) throws IOException;
    }

    private final FileInOtherWords words;

    public RewordedFiles(BundleFiles all, FileInOtherWords words) {
        super(all);
        this.words = words;
    }

    @Override
    public InputStream open(String name) throws IOException {
        try (InputStream in = all().open(name)) {
            return words.of(name, in);
        }
    }
}
