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
 * @param kind fault, restart, warning, error, panic, capture, node or link
 * @param text what
 * @param evidence where it stands
 */
public record TimelineEntry(
        Instant at,
        @JsonProperty("seconds") Duration length,
        String node,
        String kind,
        String text,
        List<Evidence> evidence) {

    /** What happened at once. */
    public TimelineEntry(Instant at, String node, String kind, String text, List<Evidence> evidence) {
        this(at, Duration.ZERO, node, kind, text, evidence);
    }

    /** When it was over. */
    public Instant until() {
        return at.plus(length);
    }
}
