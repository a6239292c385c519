package ergodiag.analyze;

import ergodiag.bundle.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened at an instant.
 *
 * @param at when, UTC
 * @param node where; "" for the capture itself
 * @param kind fault, restart, warning, error, panic, capture, node or link
 * @param text what
 * @param evidence where it stands
 */
public record TimelineEntry(Instant at, String node, String kind, String text, List<Evidence> evidence) {}
