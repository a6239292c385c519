package ergodiag.cluster;

import ergodiag.bundle.Reading;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import java.time.Duration;

/**
 * One ping of one node by another.
 *
 * @param from the node that pinged
 * @param to the node that was pinged
 * @param rtt round trip; a gap with the error's text when it failed
 * @param call the call that asked for it
 */
public record PingResult(String from, String to, Reading<Duration> rtt, Call call) {

    /** Whether it says anything about the way between the two: it came back, or {@linkplain #failed it did not}. */
    public boolean tells() {
        return rtt.isKnown() || failed();
    }

    /**
     * Whether the ping itself failed: the node that pinged tells so, or did not get its answer in time. One that was refused on the way, garbled,
     * cancelled or never sent says nothing about the link.
     */
    private boolean failed() {
        Outcome outcome = call.outcome();
        return outcome == Outcome.TOOL_ERROR
                || outcome == Outcome.TIMEOUT
                || (outcome == Outcome.UNREACHABLE && call.failure().code().isPresent());
    }
}
