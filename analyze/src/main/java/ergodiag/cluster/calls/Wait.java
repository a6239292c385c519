package ergodiag.cluster.calls;

import ergodiag.cluster.Process;
import java.util.Optional;

/**
 * A process that waits for answers, most of the time or for long.
 *
 * @param caller the process
 * @param target whom its stack addresses, as far as that tells
 * @param callee whom it waits for; empty where it cannot be told
 */
public record Wait(Process caller, Optional<CallTarget> target, Optional<Callee> callee) {}
