package ergodiag.capture.scope;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A log file or a note that the bundle takes along.
 *
 * @param node the node whose log it is; empty when nobody said
 * @param file where it stands; may be compressed with gzip
 */
public record Attachment(Optional<String> node, Path file) {}
