package ergodiag.capture.ask;

import ergodiag.bundle.DataSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a capture may cost the cluster and the disk.
 *
 * @param inFlight calls at once through one entry node
 * @param perNode calls at once to one node
 * @param deadline how long the whole capture may take; empty for as long as its window asks for
 * @param bytes how much text of replies may be stored; empty for no bound but the disk's
 * @param call how long a list, profile or dump is waited for; empty for as long as its tool usually needs
 */
public record Budget(
        int inFlight, int perNode, Optional<Duration> deadline, OptionalLong bytes, Optional<Duration> call) {
    /** An MCP pool has five workers: one is left to the operator, and of a target's at least half (ERGO.md 3). */
    public static final Budget USUAL = new Budget(4, 2, Optional.empty(), OptionalLong.empty());

    /** More than this through one entry node would take all of its workers. */
    public static final int MOST_IN_FLIGHT = 8;

    /** An endpoint itself gives up after 120 s (ERGO.md 1). */
    public static final Duration LONGEST_CALL = Duration.ofSeconds(117);

    static final String DEADLINE = "--deadline";
    static final String SIZE = "--max-size";

    public Budget(int inFlight, int perNode, Optional<Duration> deadline, OptionalLong bytes) {
        this(inFlight, perNode, deadline, bytes, Optional.empty());
    }

    public Budget {
        if (inFlight < 1 || inFlight > MOST_IN_FLIGHT || perNode < 1 || perNode > inFlight) {
            throw new IllegalArgumentException("calls in flight: " + inFlight + ", of them to one node: " + perNode);
        }
    }

    /** The bounds that the user set, in words. */
    public String bounds() {
        List<String> words = new ArrayList<>();
        deadline.ifPresent(time -> words.add(DEADLINE + " " + time.toSeconds() + " s"));
        bytes.ifPresent(most -> words.add(SIZE + " " + DataSize.text(most)));
        return String.join(", ", words);
    }
}
