package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.cluster.Link;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.RemoteNode;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.List;

/** A connection that has fewer TCP links than its accepting side wants. */
record TcpLinks(Link link, Examination examination) {

    /** Whether that end counts too few in its newest readings. */
    private static boolean hasTooFewTcpLinks(Series<RemoteNode> end) {
        List<Timed<RemoteNode>> newest = newest(end);
        return !newest.isEmpty()
                && newest.stream()
                        .allMatch(row ->
                                row.it().poolLength().value().orElse(row.it().poolSize())
                                        < row.it().poolSize());
    }

    private static List<Timed<RemoteNode>> newest(Series<RemoteNode> end) {
        List<Timed<RemoteNode>> rows = end.readings();
        return rows.subList(Math.max(0, rows.size() - 2), rows.size());
    }

    /** Both ends count the same TCP links: who dialled it tells of both. */
    void judge() {
        if (!hasTooFewTcpLinks(link.sender())) {
            return;
        }
        List<Timed<RemoteNode>> newest = newest(link.sender());
        boolean dialled = newest.get(newest.size() - 1).it().dialled();
        boolean peerTells =
                newest(link.receiver()).stream().anyMatch(row -> row.it().dialled());
        if (hasTooFewTcpLinks(link.receiver())
                && (dialled == peerTells ? link.from().compareTo(link.to()) > 0 : peerTells)) {
            return;
        }
        RemoteNode last = newest.get(newest.size() - 1).it();
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
}
