package ergodiag.cluster.calls;

import ergodiag.cluster.Process;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that waits for answers, most of the time or for long.
 *
 * @param caller the process
 * @param target whom its stack addresses, as far as that tells
 * @param stuckSince since when it waits for one answer, where that is longer than a call should take
 * @param callee whom it waits for; empty where it cannot be told
 */
public record Wait(Process caller, Optional<CallTarget> target, Optional<Instant> stuckSince, Optional<Callee> callee) {

    /** Whether another call on the same node addresses the same process, by the very same argument. */
    boolean isLike(Caller other) {
        return caller.node().equals(other.process().node())
                && target.filter(mine -> other.target()
                                .filter(its -> its.text().equals(mine.text()))
                                .isPresent())
                        .isPresent();
    }
}
