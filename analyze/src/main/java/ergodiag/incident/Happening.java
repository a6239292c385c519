package ergodiag.incident;

import ergodiag.bundle.Evidence;
import ergodiag.findings.Worded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened, whoever tells it.
 *
 * @param at when, UTC
 * @param length how long it lasted; zero for what happened at once
 * @param kind what kind of thing
 * @param node where; "" for the cluster as a whole
 * @param text what
 * @param source the bundle or file that says so
 * @param evidence where it stands in a bundle
 * @param line where it stands in another file, from 1; 0 where that does not apply
 */
public record Happening(
        Instant at,
        Duration length,
        Kind kind,
        String node,
        String text,
        String source,
        List<Evidence> evidence,
        int line) {

    public Happening {
        evidence = List.copyOf(evidence);
    }

    /** What can happen, in the order of the legend. */
    public enum Kind implements Worded {
        CAPTURE,
        PERSON,
        ALERT,
        RESOLVED,
        FAULT,
        OVER,
        RESTART,
        NODE,
        LINK,
        CHANGE,
        PANIC,
        ERROR,
        WARNING
    }
}
