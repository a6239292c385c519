package ergodiag.bundle;

import ergodiag.bundle.archive.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is free where a bundle is to be written.
 *
 * @param place the folder that was looked at
 * @param bytes what this program may use; {@link Long#MAX_VALUE} where the file system does not say
 */
public record FreeSpace(Path place, long bytes) {
    /** A capture is not begun with less. */
    public static final long LEAST = 200_000_000;

    /** Looks at the folder in which a file is to be, or the nearest one above it that is there. */
    public static FreeSpace at(Path file) {
        Optional<Path> place = Optional.of(file.toAbsolutePath());
        while (place.isPresent() && !Files.isDirectory(place.get())) {
            place = Optional.ofNullable(place.get().getParent());
        }
        Path folder = place.orElse(file);
        return new FreeSpace(folder, Spool.usable(folder));
    }

    /**
     * Refuses to begin what cannot end.
     *
     * @param estimate bytes that are expected; {@link #LEAST} is asked for in any case
     * @throws UserError when there is less
     */
    public void demand(long estimate) {
        if (bytes < LEAST) {
            throw new UserError("Checking free space: " + DataSize.text(bytes) + " are free in " + place + ", and "
                    + DataSize.text(LEAST) + " are needed; free some, or choose another folder with --out.");
        }
        if (bytes < estimate) {
            throw new UserError(
                    "Checking free space: " + DataSize.text(bytes) + " are free in " + place + ", and about "
                            + DataSize.text(estimate)
                            + " are expected from this capture; free some, choose another folder with --out,"
                            + " or ask less (--max-size, --max-processes, --without).");
        }
    }

    /**
     * What to say when it may not be enough.
     *
     * @param estimate bytes that are expected
     * @param times how often they may stand there at once while the bundle is closed
     */
    public Optional<String> warning(long estimate, int times) {
        long wanted = times * Math.max(estimate, LEAST);
        return bytes < wanted
                ? Optional.of("Only " + DataSize.text(bytes) + " are free in " + place + "; up to "
                        + DataSize.text(wanted) + " may be needed. If it fills up, what was captured stays.")
                : Optional.empty();
    }
}
