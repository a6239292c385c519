package ergodiag.report;

import ergodiag.bundle.Manifest;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.report.Page.Badge;
import ergodiag.report.Page.NodeCard;
import java.util.List;

/** The nodes at a glance: each with a card, or, in a large cluster, cards of those with findings and the names of the others. */
final class NodeCards {
    private static final int CARDS = 24;

    private final List<NodeSummary> nodes;
    private final boolean all;

    NodeCards(List<NodeSummary> nodes) {
        this.nodes = nodes;
        this.all = nodes.size() <= CARDS;
    }

    /** Those that need a card of their own. */
    List<NodeCard> cards() {
        return nodes.stream()
                .filter(node -> all || !isCalm(node))
                .map(node -> new NodeCard(node.name(), badge(node), node.state().word(), node.facts()))
                .toList();
    }

    /** The names of the others. */
    List<String> calm() {
        return all
                ? List.of()
                : nodes.stream()
                        .filter(NodeCards::isCalm)
                        .map(NodeSummary::name)
                        .toList();
    }

    private static boolean isCalm(NodeSummary node) {
        return node.worst().isEmpty() && node.state() == Manifest.State.CAPTURED;
    }

    private static Badge badge(NodeSummary node) {
        return node.worst().map(ReportWords::badge).orElseGet(() -> switch (node.state()) {
            case CAPTURED -> new Badge("ok", "No finding");
            case PARTIAL -> new Badge("unknown", "Partly seen");
            case SILENT, EXCLUDED -> new Badge("unknown", "Silent");
        });
    }
}
