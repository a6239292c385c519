package ergodiag.incident.source;

import ergodiag.findings.Worded;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that happened, as a file says that is no bundle.
 *
 * @param at when, by the clock of who wrote it
 * @param length how long it lasted; zero for what happened at once
 * @param kind what kind of thing
 * @param where the node it happened on; "" where the file does not tell, or it is of the cluster as a whole
 * @param text what, one line, already without secrets
 * @param file name of the file that says so, without folders
 * @param line its line, from 1; 0 where the file has none that would tell more
 */
public record Event(Instant at, Duration length, Kind kind, String where, String text, String file, int line) {

    /** What can happen, in the order of the legend. */
    public enum Kind implements Worded {
        /** Somebody did or noticed something. */
        PERSON,
        /** An alert fired. */
        ALERT,
        /** An alert was over. */
        RESOLVED,
        /** A number left the range it had before. */
        CHANGE,
        /** The first of the messages of level panic, or above error, that differ only in numbers. */
        PANIC,
        /** As a panic, of level error. */
        ERROR,
        /** As a panic, of level warning. */
        WARNING
    }

    /** What happened at once. */
    public Event(Instant at, Kind kind, String where, String text, String file, int line) {
        this(at, Duration.ZERO, kind, where, text, file, line);
    }
}
