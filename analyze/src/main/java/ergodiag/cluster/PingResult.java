package ergodiag.cluster;

import ergodiag.bundle.Reading;
import ergodiag.bundle.ledger.Call;
import java.time.Duration;

/**
 * One ping of one node by another.
 *
 * @param from the node that pinged
 * @param to the node that was pinged
 * @param rtt round trip; a gap with the error's text when it failed
 * @param call the call that asked for it
 */
public record PingResult(String from, String to, Reading<Duration> rtt, Call call) {}
