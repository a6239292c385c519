package ergodiag.cluster.deaths;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes that ended by one failure: by links, or as their supervisor ends siblings with one that fails.
 *
 * @param first the one whose failure it was; where its own message is missing the first that it was passed on to
 * @param along the others, in order of time
 */
public record DeathFamily(Death first, List<Death> along) {

    public DeathFamily {
        along = List.copyOf(along);
    }

    /** Whether the message of the one that failed is there. */
    public boolean isFirstKnown() {
        return first.isOwn();
    }

    /** All of them, the first in front. */
    public List<Death> all() {
        return Stream.concat(Stream.of(first), along.stream()).toList();
    }

    /** When it began. */
    public Instant at() {
        return first.at();
    }
}
