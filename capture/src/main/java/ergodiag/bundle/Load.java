package ergodiag.bundle;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a capture cost the cluster, as measured by the capture itself, and the bounds that the user set.
 *
 * @param mostInFlight largest number of calls under way at once through one entry node
 * @param mostPerNode largest number of calls under way at once to one node
 * @param perSecond requests per second, on average
 * @param mostPerSecond requests in the busiest second
 * @param p95 nineteen of twenty answers took at most so long
 * @param bytes of replies that were taken, before compression
 * @param deadline how long the whole capture was allowed to take
 * @param mostBytes how many bytes of replies were allowed
 * @param notAsked questions that were left out for one of these two
 */
public record Load(
        int mostInFlight,
        int mostPerNode,
        double perSecond,
        long mostPerSecond,
        Duration p95,
        long bytes,
        Optional<Duration> deadline,
        OptionalLong mostBytes,
        long notAsked) {}
