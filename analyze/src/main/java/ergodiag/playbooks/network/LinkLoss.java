package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Timed;
import ergodiag.cluster.shape.Shift;
import ergodiag.ergo.Tool;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Messages that one end of a link sent and the other never received. */
record LinkLoss(Cluster cluster, Link link, LinkTimes times, Examination examination) {

    /** Messages seldom flow evenly: of counts that overlap at all, what is sent in so long is not missed either. */
    private static final double UNEVEN_SECONDS = 1;

    /** Judges the link; true when it loses messages, or has lost some. */
    boolean judge() {
        Optional<LinkCount> window = LinkCount.overWindow(link);
        if (window.isPresent() && isLoss(window.get())) {
            losesNow(window.get());
            return true;
        }
        if (window.isEmpty()) {
            sayWhyNot();
        }
        Optional<LinkCount> life = LinkCount.overLife(link).filter(this::isLoss);
        life.ifPresent(this::lostBefore);
        return life.isPresent();
    }

    /** Above the share, and above what may be on its way. */
    private boolean isLoss(LinkCount count) {
        double rtt = times.least(link.from(), link.to()).orElse(Duration.ZERO).toNanos() / 1e9;
        double uneven = count.overlap().isZero() ? 0 : UNEVEN_SECONDS;
        double floor = examination.limit(NetworkLimits.LOST) + 3 * count.sentPerSecond() * (rtt + uneven);
        return count.lost() > floor && count.lost() > count.sent() * examination.limit(NetworkLimits.LOST_SHARE) / 100;
    }

    private void losesNow(LinkCount count) {
        double share = 100 * count.lost() / count.sent();
        FindingBuilder finding = examination
                .finding("ED0801", Severity.CRITICAL, Subject.link(link.from(), link.to()))
                .title("Messages from %s to %s are lost", link.from(), link.to())
                .sentence(
                        ": of %s sent in %s at least %s (%s %%) never arrived, and nobody was told.",
                        Numbers.count(count.sent()),
                        Words.seconds(count.seconds()),
                        Numbers.count(count.lost()),
                        Numbers.number(Math.min(100, share)))
                .number("sent", count.sent(), "messages")
                .number("received", count.received(), "messages")
                .number("lost", count.lost(), "messages")
                .number("share lost", Math.min(100, share), "%")
                .wouldChange("As many messages received as sent between readings that lie inside each other.")
                .nextCapture("ergodiag capture --window 120");
        began(count).ifPresent(finding::since);
        cite(finding, count);
        finding.add();
    }

    /** When more began to be missing, else at the beginning of the window where nothing was missing then. */
    private Optional<Instant> began(LinkCount count) {
        Optional<Instant> seen =
                Shift.began(link.missing(), missing -> missing, count.lost() / Math.max(1, count.seconds()) / 2);
        return seen.isPresent() ? seen : sinceTheBeginning(count);
    }

    private Optional<Instant> sinceTheBeginning(LinkCount count) {
        return LinkCount.overLife(link)
                .filter(life -> life.lost() - count.lost() <= examination.limit(NetworkLimits.LOST))
                .flatMap(life -> count.senderFirst().map(Timed::at));
    }

    private void lostBefore(LinkCount life) {
        FindingBuilder finding = examination
                .finding("ED0802", Severity.WARNING, Subject.link(link.from(), link.to()))
                .title("Messages from %s to %s were lost", link.from(), link.to())
                .sentence(
                        ": since the connection was made %s ago %s were sent and %s (%s %%) never arrived; the window alone does not prove"
                                + " that it goes on.",
                        Words.seconds(life.seconds()),
                        Numbers.count(life.sent()),
                        Numbers.count(life.lost()),
                        Numbers.number(100 * life.lost() / life.sent()))
                .number("sent", life.sent(), "messages")
                .number("received", life.received(), "messages")
                .number("lost", life.lost(), "messages")
                .wouldChange("Counts that agree since the connection was made.")
                .nextCapture("ergodiag capture --window 300");
        cite(finding, life);
        finding.add();
    }

    private static void cite(FindingBuilder finding, LinkCount count) {
        count.senderFirst()
                .ifPresent(it -> finding.evidence(
                        it.it().at().field("MessagesOut", it.it().messagesOut())));
        finding.evidence(count.senderLast()
                .it()
                .at()
                .field("MessagesOut", count.senderLast().it().messagesOut()));
        count.receiverFirst()
                .ifPresent(it -> finding.evidence(
                        it.it().at().field("MessagesIn", it.it().messagesIn())));
        finding.evidence(count.receiverLast()
                .it()
                .at()
                .field("MessagesIn", count.receiverLast().it().messagesIn()));
    }

    /** Both ends answered, and still cannot be compared: one end's part of the list did not come, or the two do not fit. */
    private void sayWhyNot() {
        listsLack(link.from(), link.to());
        listsLack(link.to(), link.from());
        if (link.sender().hasTwo() && link.receiver().hasTwo() && link.from().compareTo(link.to()) != 0) {
            examination.cannotSee(
                    LinkEnds.gap(
                            link.from(),
                            "what " + link.from() + " sent to " + link.to()
                                    + " cannot be compared: the connection was made anew within the window, or no readings of one end lie"
                                    + " between readings of the other"),
                    link.to());
        }
    }

    /** The parts of a node's list of links in which that peer would stand came less than twice, though other parts came. */
    private void listsLack(String node, String peer) {
        cluster.node(node)
                .filter(it -> !LinkEnds.isDown(cluster, node)
                        && it.lacks(Tool.NETWORK_NODES, 2).isEmpty()
                        && !it.listsThatWouldHold(peer).hasTwo())
                .ifPresent(it -> examination.cannotSee(
                        LinkEnds.gap(
                                node,
                                "the part of the links of " + node + " in which " + peer
                                        + " would stand came less than twice"),
                        peer));
    }
}
