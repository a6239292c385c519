package ergodiag.playbooks.network;

import ergodiag.bundle.Gap;
import ergodiag.cluster.Cluster;
import ergodiag.ergo.Tool;

/** The two ends of a link: what they are called together, whether one is down, and what one did not tell. */
final class LinkEnds {
    private LinkEnds() {}

    /** The two nodes in the order of their names. */
    static String pair(String one, String other) {
        return one.compareTo(other) <= 0 ? one + " " + other : other + " " + one;
    }

    /** A node that never answered, or fell silent: its links are explained by that. */
    static boolean isDown(Cluster cluster, String name) {
        return cluster.node(name)
                .map(node -> node.fellSilentAt().isPresent()
                        || node.infos().isEmpty() && node.stats().isEmpty())
                .orElse(true);
    }

    /** A gap about a link of which both ends should be known. */
    static Gap gap(String node, String reason) {
        return new Gap(reason, node, Tool.NETWORK_NODES.toolName(), "ergodiag capture --profile standard --window 60");
    }
}
