package ergodiag.capture.scope;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A log file, a note or a profile that the bundle takes along.
 *
 * @param node the node whose it is; empty when nobody said
 * @param file where it stands; may be compressed with gzip
 */
public record Attachment(Optional<String> node, Path file) {}
