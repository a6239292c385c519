package ergodiag.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a capture cost the cluster, as measured by the capture itself, and the bounds that the user set.
 *
 * @param mostInFlight largest number of calls under way at once through one entry node
 * @param mostPerNode largest number of calls under way at once to one node
 * @param perSecond requests per second, on average, in hundredths
 * @param mostPerSecond requests in the busiest second
 * @param p95 nineteen of twenty answers took at most so long
 * @param bytes of replies that were taken, before compression
 * @param deadline how long the whole capture was allowed to take
 * @param mostBytes how many bytes of replies were allowed
 * @param notAsked questions that were left out for one of these two
 */
public record Load(
        @JsonProperty("max_in_flight") int mostInFlight,
        @JsonProperty("max_per_node") int mostPerNode,
        @JsonProperty("requests_per_second") double perSecond,
        @JsonProperty("max_requests_in_a_second") long mostPerSecond,
        @JsonProperty("p95_ms") Duration p95,
        long bytes,
        @JsonProperty("deadline_seconds") Optional<Duration> deadline,
        @JsonProperty("max_bytes") OptionalLong mostBytes,
        long notAsked) {

    public Load {
        perSecond = Math.round(perSecond * 100) / 100.0;
    }
}
