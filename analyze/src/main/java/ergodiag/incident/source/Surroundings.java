package ergodiag.incident.source;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What the bundles of an incident tell that its other files leave out.
 *
 * @param nodes names of the nodes
 * @param from beginning of the first capture: a time without year or date lies near it
 * @param until end of the last one
 * @param zone where a time without zone is taken to be
 */
public record Surroundings(List<String> nodes, Instant from, Instant until, ZoneId zone) {
    public Surroundings {
        nodes = List.copyOf(nodes);
    }

    /** How far an instant is from the captures; zero between the beginning of the first and the end of the last. */
    public Duration distance(Instant at) {
        return at.isBefore(from)
                ? Duration.between(at, from)
                : at.isAfter(until) ? Duration.between(until, at) : Duration.ZERO;
    }
}
