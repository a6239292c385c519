package ergodiag.capture.scope;

import java.util.Optional;

/**
 * An event whose publications the user wants.
 *
 * @param name its name
 * @param node the node that owns it; empty for every node that has an event of this name
 */
public record WatchedEvent(String name, Optional<String> node) {}
