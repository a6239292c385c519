package ergodiag.playbooks.memory;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.shape.Churn;
import ergodiag.cluster.stacks.CollectionUse;
import ergodiag.cluster.stacks.CpuShares;
import java.util.List;
import java.util.Optional;

/**
 * What collection costs a node in the window, marking that nothing else would use a core for among it: by its own CPU time, and where a
 * version does not tell that, by what its CPU profiles show.
 *
 * @param cores cores that it keeps busy; empty where neither tells
 * @param share of the CPU time that the node uses, 0 to 1; empty where neither tells
 * @param evidence of the profile, where that tells
 */
record CollectionCost(Optional<Double> cores, Optional<Double> share, List<Evidence> evidence) {

    static CollectionCost of(Node node, Churn churn) {
        if (churn.cores().isPresent() || node.cpuProfiles().isEmpty()) {
            return new CollectionCost(churn.cores(), churn.share(), List.of());
        }
        CpuShares shares = CpuShares.of(node);
        if (!shares.whence().isEmpty()) {
            return new CollectionCost(churn.cores(), churn.share(), List.of());
        }
        double cores = CollectionUse.of(shares).whole();
        return new CollectionCost(
                Optional.of(cores),
                Optional.of(Math.min(1, cores / Math.max(shares.cores(), 1e-9))),
                List.of(shares.at().value("")));
    }
}
