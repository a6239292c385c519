package ergodiag.cluster;

import ergodiag.bundle.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a node left the cluster in good order: nobody missed it afterwards, and it was announced, or had been relieved of its work.
 *
 * @param at its last answer; it left between that and the first call that did not reach it
 * @param announced when it was first said; empty where nothing was logged of it before
 * @param drained the last moment at which it sent messages to others; empty where it sent until the end
 * @param evidence what shows it
 */
public record Leave(Instant at, Optional<Instant> announced, Optional<Instant> drained, List<Evidence> evidence) {
    public Leave {
        evidence = List.copyOf(evidence);
    }
}
