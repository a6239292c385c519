package ergodiag.incident.log;

import ergodiag.incident.source.Event;
import java.util.Optional;

/**
 * What one line of a log tells.
 *
 * @param time as it is written; "" where the line has none
 * @param kind how grave; empty for what is less than a warning, and where the line does not say
 * @param whose what may tell the node: its name, the checksum of it, or a host; "" for nothing
 * @param text the message
 */
record Told(String time, Optional<Event.Kind> kind, String whose, String text) {

    /** A message with its reason, where it does not say it itself. A reason that is none is {@code <nil>} or {@code null} in Go's loggers. */
    static String because(String message, String reason) {
        boolean none = reason.isEmpty() || reason.equals("<nil>") || reason.equals("null") || message.contains(reason);
        return none ? message : message.isEmpty() ? reason : message + ": " + reason;
    }
}
