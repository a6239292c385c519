package ergodiag.bundle.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The SHA-256 of a file, read when it is first asked for and known from then on: a bundle is judged many times to make an excerpt of it. */
public final class SumOnce {
    private final Path file;
    private Optional<String> known = Optional.empty();

    public SumOnce(Path file) {
        this.file = file;
    }

    /**
     * Lower-case hex; empty for a folder.
     *
     * @throws IOException when it cannot be read
     */
    public synchronized Optional<String> get() throws IOException {
        if (known.isEmpty() && Files.isRegularFile(file)) {
            known = Optional.of(Sha256.of(Files.newInputStream(file)));
        }
        return known;
    }
}
