package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonProperty;
import ergodiag.bundle.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened at an instant.
 *
 * @param at when, UTC
 * @param length how long it took; zero for what happened at once
 * @param node where; "" for the capture itself
 * @param kind what kind of thing
 * @param text what
 * @param evidence where it stands
 */
public record TimelineEntry(
        Instant at,
        @JsonProperty("seconds") Duration length,
        String node,
        Kind kind,
        String text,
        List<Evidence> evidence) {

    /** What can happen, in the order of the legend. */
    public enum Kind implements Worded {
        /** We did something that nodes may feel. */
        CAPTURE,
        /** Something became clearly more or less in the moment in which what a finding is about began: that is no cause. */
        CHANGE,
        /** The first of messages of level error that differ only in numbers. */
        ERROR,
        /** What a finding is about began. */
        FAULT,
        /** A connection was made anew. */
        LINK,
        /** The last answer of a node. */
        NODE,
        /** As an error, of level panic. */
        PANIC,
        /** A node or process began anew. */
        RESTART,
        /** As an error, of level warning. */
        WARNING
    }

    /** What happened at once. */
    public TimelineEntry(Instant at, String node, Kind kind, String text, List<Evidence> evidence) {
        this(at, Duration.ZERO, node, kind, text, evidence);
    }

    /** When it was over. */
    public Instant until() {
        return at.plus(length);
    }
}
