package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Node;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Connections that closed within the window and were not made again, between two nodes that are well and have others. Nodes connect when they
 * need each other: it is a fault where they tried in vain.
 */
final class ClosedLinks {
    private static final int CITED = 3;

    private final List<PairReach> pairs;
    private final Optional<Partition> partition;
    private final Examination examination;

    ClosedLinks(List<PairReach> pairs, Optional<Partition> partition, Examination examination) {
        this.pairs = pairs;
        this.partition = partition;
        this.examination = examination;
    }

    void judge() {
        pairs.stream()
                .filter(pair -> pair.state() == PairReach.State.CLOSED && isWell(pair.one()) && isWell(pair.other()))
                .filter(pair -> partition.filter(parts -> parts.divides(pair)).isEmpty())
                .forEach(pair ->
                        pair.since().ifPresent(seen -> pair.until().ifPresent(gone -> closed(pair, seen, gone))));
    }

    /** It was there all the time and reaches another node: not what a cut or an end of the node leaves behind. */
    private boolean isWell(Node node) {
        return !node.restarted()
                && !node.hasLeft()
                && pairs.stream().anyMatch(pair -> pair.state() == PairReach.State.OPEN && pair.isOf(node));
    }

    private void closed(PairReach pair, Instant seen, Instant gone) {
        Attempts attempts = Attempts.since(pair, seen, gone);
        boolean missed = !attempts.areNone();
        String one = pair.one().name();
        String other = pair.other().name();
        Instant since = pair.logged()
                .flatMap(entry -> entry.time().value().stream())
                .filter(at -> !at.isBefore(seen) && !at.isAfter(gone))
                .min(Comparator.naturalOrder())
                .orElse(seen);
        FindingBuilder finding = examination
                .finding("ED0815", missed ? Severity.WARNING : Severity.INFO, Subject.link(one, other))
                .title("The connection between %s and %s closed and was not made again", one, other)
                .sentence(
                        ": neither lists the other any more since %s UTC; %s. Both reach other nodes.",
                        Words.second(since), missed ? inWords(attempts) : "nothing shows that they need it")
                .aspect(missed ? "needed" : "not needed")
                .number("pings that failed since", attempts.refused().size(), "pings")
                .number("lines of log about it since", attempts.logged().size(), "messages")
                .number("not delivered since", attempts.undelivered(), "errors")
                .since(since)
                .wouldChange("Each lists the other in its newest list.")
                .nextCapture("ergodiag capture --window 60");
        PartitionFindings.cite(finding, pair);
        attempts.logged().stream()
                .limit(CITED)
                .forEach(entry -> finding.evidence(entry.at().field("message", entry.message())));
        attempts.counted()
                .forEach(info -> finding.evidence(
                        info.it().at().field("SendErrorsRemote", info.it().sendErrorsRemote()),
                        info.it().at().field("CallErrorsRemote", info.it().callErrorsRemote())));
        finding.add();
        examination.happened(new TimelineEntry(
                since, one, TimelineEntry.Kind.LINK, "connection with " + other + " closed", List.of()));
    }

    private static String inWords(Attempts attempts) {
        List<String> said = new ArrayList<>();
        if (!attempts.refused().isEmpty()) {
            said.add(Words.many(attempts.refused().size(), "ping") + " between them failed since");
        }
        if (attempts.undelivered() > 0) {
            said.add(Words.many(attempts.undelivered(), "error")
                    + " of messages and calls to other nodes were counted since, and none before");
        }
        if (!attempts.logged().isEmpty()) {
            said.add(Words.many(attempts.logged().size(), "line") + " of log tell of the other since");
        }
        return String.join(", ", said);
    }
}
