package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.cluster.Link;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.RemoteNode;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.stream.Stream;

/** A connection that has fewer TCP links than its accepting side wants. */
record TcpLinks(Link link, Examination examination) {

    /** Told once where both ends count too few: by the end that dialled, or where that is not told by the first by name. */
    void judge() {
        if (!hasTooFew(link.sender()) || hasTooFew(link.receiver()) && !speaksForBoth()) {
            return;
        }
        RemoteNode last = link.sender().last().orElseThrow().it();
        long length = last.poolLength().orElse(0L);
        examination
                .finding("ED0807", Severity.WARNING, Subject.link(link.from(), link.to()))
                .sentence(
                        "The connection from %s to %s has %d of its %d TCP links; %s dialled it, and %s, which accepted it, decides how many.",
                        link.from(),
                        link.to(),
                        length,
                        last.poolSize(),
                        last.dialled() ? link.from() : link.to(),
                        last.dialled() ? link.to() : link.from())
                .number("TCP links", length, "links")
                .evidence(last.at().field("PoolLen", length), last.at().field("PoolSize", last.poolSize()))
                .wouldChange("As many links as PoolSize says.")
                .add();
    }

    /** In its newest readings. */
    private static boolean hasTooFew(Series<RemoteNode> end) {
        return !end.isEmpty()
                && newest(end).allMatch(row -> row.poolLength().value().orElse(row.poolSize()) < row.poolSize());
    }

    private boolean speaksForBoth() {
        boolean dialled = link.sender().last().filter(row -> row.it().dialled()).isPresent();
        boolean wasDialled = newest(link.receiver()).anyMatch(RemoteNode::dialled);
        return dialled == wasDialled ? link.from().compareTo(link.to()) < 0 : dialled;
    }

    private static Stream<RemoteNode> newest(Series<RemoteNode> end) {
        return end.readings().subList(Math.max(0, end.size() - 2), end.size()).stream()
                .map(Timed::it);
    }
}
