package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Counter;
import ergodiag.ergo.RemoteNode;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a connection itself is doing: one-sided, flapping, made anew, too few TCP links, dropped payloads. */
record LinkState(Cluster cluster, Link link, Examination examination) {

    void judge() {
        if (link.sender().isEmpty()) {
            return;
        }
        listedByOneEndOnly();
        boolean flaps = reconnects();
        madeAnew();
        if (!flaps) {
            new TcpLinks(link, examination).judge();
        }
        dropsPayloads();
    }

    /** The newest lists of both ends disagree whether there is a connection. */
    private void listedByOneEndOnly() {
        Optional<Node> peer = cluster.node(link.to());
        if (peer.isEmpty() || LinkEnds.isDown(cluster, link.to()) || LinkEnds.isDown(cluster, link.from())) {
            return;
        }
        Timed<RemoteNode> mine = link.sender().last().orElseThrow();
        boolean current = cluster.node(link.from())
                .flatMap(node -> node.listsThatWouldHold(link.to()).last())
                .map(list -> list.at().equals(mine.at()))
                .orElse(false);
        List<Timed<List<RemoteNode>>> theirs =
                peer.get().listsThatWouldHold(link.from()).readings();
        long without = theirs.stream()
                .skip(Math.max(0, theirs.size() - 2))
                .filter(list -> list.it().stream().noneMatch(it -> it.peer().equals(link.from())))
                .count();
        if (!current || theirs.isEmpty() || without < Math.min(2, theirs.size())) {
            return;
        }
        examination
                .finding("ED0803", Severity.WARNING, Subject.link(link.from(), link.to()))
                .title("The connection between %s and %s is one-sided", link.from(), link.to())
                .sentence(": %s lists %s, and %s does not list %s.", link.from(), link.to(), link.to(), link.from())
                .number("age of the connection", mine.it().connectionUptime().toSeconds(), "s")
                .evidence(mine.it().at().field("Node", mine.it().peer()))
                .wouldChange("Both ends list each other.")
                .nextCapture("ergodiag capture --window 60")
                .add();
    }

    /** The dialling end counts TCP links dialled again. */
    private boolean reconnects() {
        List<Timed<RemoteNode>> same = LinkCount.sameConnection(link.sender());
        Timed<RemoteNode> first = same.get(0);
        Timed<RemoteNode> last = same.get(same.size() - 1);
        double growth = last.it().reconnections().since(first.it().reconnections());
        if (growth <= examination.limit(NetworkLimits.RECONNECTIONS)) {
            return false;
        }
        double seconds = last.secondsSince(first);
        examination
                .finding("ED0804", Severity.WARNING, Subject.link(link.from(), link.to()))
                .title("The connection from %s to %s flaps", link.from(), link.to())
                .sentence(
                        ": %s dialled again %s times in %s (every %s), %s times since it was made.",
                        link.from(),
                        Numbers.count(growth),
                        Words.seconds(seconds),
                        Words.seconds(seconds / growth),
                        last.it().reconnections())
                .number("reconnections", growth, "reconnections")
                .number("rate", growth / seconds * 60, "reconnections/min")
                .since(began(first, growth / seconds))
                .evidence(
                        first.it().at().field("Reconnections", first.it().reconnections()),
                        last.it().at().field("Reconnections", last.it().reconnections()))
                .wouldChange("The same count of reconnections in both readings.")
                .nextCapture("ergodiag capture --window 120")
                .add();
        return true;
    }

    /** If it flapped all the time as it does now, when it began; never before the connection was made. */
    private static Instant began(Timed<RemoteNode> first, double perSecond) {
        Duration before =
                Duration.ofMillis((long) (1000 * first.it().reconnections().value() / perSecond));
        Duration age = first.it().connectionUptime();
        return first.at().minus(before.compareTo(age) < 0 ? before : age);
    }

    /** Made anew within the window (a fault), or long after both nodes started (information). */
    private void madeAnew() {
        List<Timed<RemoteNode>> same = LinkCount.sameConnection(link.sender());
        if (link.from().compareTo(link.to()) > 0 && link.receiver().hasTwo()) {
            return;
        }
        if (same.size() < link.sender().size() && !LinkEnds.isDown(cluster, link.to()) && !restarted()) {
            Timed<RemoteNode> anew = same.get(0);
            Instant when = anew.at().minus(anew.it().connectionUptime());
            examination.happened(new TimelineEntry(
                    when,
                    link.from(),
                    TimelineEntry.Kind.LINK,
                    "connection with " + link.to() + " made anew",
                    List.of()));
            Timed<RemoteNode> before =
                    link.sender().readings().get(link.sender().size() - same.size() - 1);
            examination
                    .finding("ED0805", Severity.WARNING, Subject.link(link.from(), link.to()))
                    .sentence(
                            "The connection between %s and %s broke within the window and was made anew at %s UTC.",
                            link.from(), link.to(), Words.second(when))
                    .since(when)
                    .evidence(
                            seconds(before, "ConnectionUptime", before.it().connectionUptime()),
                            seconds(anew, "ConnectionUptime", anew.it().connectionUptime()))
                    .wouldChange("A connection whose age grows all the time.")
                    .add();
            return;
        }
        youngConnection(same.get(same.size() - 1));
    }

    private boolean restarted() {
        return cluster.node(link.from()).map(Node::restarted).orElse(false)
                || cluster.node(link.to()).map(Node::restarted).orElse(false);
    }

    private void youngConnection(Timed<RemoteNode> last) {
        Duration age = last.it().connectionUptime();
        Duration uptime = cluster.node(link.from())
                .flatMap(node -> node.infos().last())
                .map(info -> info.it().uptime())
                .filter(own -> own.compareTo(last.it().uptime()) < 0)
                .orElse(last.it().uptime());
        Instant made = last.at().minus(age);
        boolean ours = made.isAfter(cluster.manifest().capture().started().minusSeconds(1));
        if (ours
                || age.multipliedBy(2).compareTo(uptime) >= 0
                || uptime.minus(age).toSeconds() < 60) {
            return;
        }
        examination
                .finding("ED0806", Severity.INFO, Subject.link(link.from(), link.to()))
                .sentence(
                        "The connection between %s and %s is %s old while both nodes are up for %s: it was made late, or made anew.",
                        link.from(), link.to(), Numbers.time(age), Numbers.time(uptime))
                .number("age", age.toSeconds(), "s")
                .number("uptime", uptime.toSeconds(), "s")
                .since(made)
                .evidence(
                        seconds(last, "ConnectionUptime", age),
                        seconds(last, "Uptime", last.it().uptime()))
                .wouldChange("A connection as old as the younger node.")
                .add();
    }

    private static ergodiag.bundle.Evidence seconds(Timed<RemoteNode> row, String field, Duration value) {
        return row.it().at().field(field, value.toSeconds());
    }

    private void dropsPayloads() {
        Timed<RemoteNode> last = link.sender().last().orElseThrow();
        double ever = last.it().fragmentTimeouts().orElse(Counter.ZERO).value();
        if (ever <= examination.limit(NetworkLimits.FRAGMENTS)) {
            return;
        }
        double growth = link.sender()
                .growth(it -> it.fragmentTimeouts().orElse(Counter.ZERO).value());
        FindingBuilder finding = examination
                .finding("ED0808", Severity.WARNING, Subject.link(link.to(), link.from()))
                .sentence(
                        "%s dropped %s from %s because a fragment did not come in time%s.",
                        link.from(),
                        Words.many(ever, "payload"),
                        link.to(),
                        growth > 0
                                ? String.format(Locale.ROOT, ", %,.0f of them in the window", growth)
                                : ", none of them in the window")
                .number("dropped", ever, "payloads")
                .number("growth", growth, "payloads")
                .evidence(last.it()
                        .at()
                        .field("FragmentTimeouts", last.it().fragmentTimeouts().orElse(Counter.ZERO)))
                .wouldChange("A count of zero.");
        finding.add();
    }
}
