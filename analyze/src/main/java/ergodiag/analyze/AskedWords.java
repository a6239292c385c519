package ergodiag.analyze;

import ergodiag.bundle.Gap;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.ergo.Tool;
import ergodiag.findings.Verdict;

/** What is missing, in the words of the endpoint that was asked: who has an Observer only never heard of {@code process_list}. */
final class AskedWords {
    private AskedWords() {}

    static Verdict in(Cluster cluster, Verdict verdict) {
        return new Verdict(
                verdict.playbook(),
                verdict.name(),
                verdict.title(),
                verdict.state(),
                verdict.lookedAt(),
                verdict.gaps().stream().map(gap -> in(cluster, gap)).toList(),
                verdict.healthyOn(),
                verdict.unsureOf());
    }

    private static Gap in(Cluster cluster, Gap gap) {
        Dialect dialect = cluster.node(gap.node()).map(Node::dialect).orElseGet(() -> ofAll(cluster));
        return Tool.named(gap.what())
                .map(tool -> new Gap(gap.reason(), gap.node(), tool.calledBy(dialect), gap.fetchWith()))
                .orElse(gap);
    }

    private static Dialect ofAll(Cluster cluster) {
        return cluster.nodes().stream().allMatch(node -> node.dialect() == Dialect.OBSERVER)
                ? Dialect.OBSERVER
                : Dialect.MCP_APPLICATION;
    }
}
