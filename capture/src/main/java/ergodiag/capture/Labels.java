package ergodiag.capture;

import java.util.Optional;

/**
 * What the manifest says of why and how the bundle was made.
 *
 * @param command the command line
 * @param ticket the ticket the bundle belongs to
 * @param note a note for the reader
 */
public record Labels(String command, Optional<String> ticket, Optional<String> note) {}
