package ergodiag.playbooks.restarts;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.deaths.Death;
import ergodiag.cluster.deaths.DeathFamily;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Processes that ended by the failure of one of them and that nothing started again: what they did is not done any more. */
final class FamilyEnds {
    private static final int NAMED = 3;

    private final Cluster cluster;
    private final Node node;
    private final List<Restarts> loops;
    private final Examination examination;

    FamilyEnds(Cluster cluster, Node node, List<Restarts> loops, Examination examination) {
        this.cluster = cluster;
        this.node = node;
        this.loops = loops;
        this.examination = examination;
    }

    /** Those of which the first was on this node; what dies and comes back, and supervisors that gave up, are told elsewhere. */
    void judge(List<DeathFamily> families) {
        families.stream()
                .filter(family -> family.first().node().equals(node.name())
                        && family.all().stream().noneMatch(this::isTold)
                        && !SupervisorFindings.gaveUp(family.first().entry()))
                .forEach(this::judge);
    }

    private boolean isTold(Death death) {
        return loops.stream()
                .anyMatch(loop -> loop.family().behavior().equals(death.behavior())
                        && death.node().equals(node.name()));
    }

    private void judge(DeathFamily family) {
        List<Death> missed = family.all().stream().filter(this::isMissed).toList();
        if (missed.isEmpty()) {
            return;
        }
        Death first = family.first();
        Optional<Double> lost = Undelivered.since(node, first.at(), Undelivered::local);
        List<Node> senders = cluster.nodes().stream()
                .filter(other -> other != node)
                .filter(other -> Undelivered.since(other, first.at(), Undelivered::remote)
                        .isPresent())
                .toList();
        Severity severity = missed.size() > 1 ? Severity.CRITICAL : lost.isPresent() ? Severity.WARNING : Severity.INFO;
        int along = family.along().size();
        FindingBuilder finding = examination
                .finding("ED0607", severity, subject(first))
                .title(
                        "%s on %s failed%s",
                        first.label(),
                        node.name(),
                        along == 0 ? "" : " and took along " + Words.many(along, "other process"))
                .sentence(
                        " within %s%s: it said \"%s\"; nothing started %s again%s%s.",
                        along == 0 ? "the window" : "an instant",
                        along == 0 ? "" : " (" + names(family) + ")",
                        first.said(),
                        along == 0 ? "it" : missed.size() == family.all().size() ? "them" : names(missed),
                        lost.map(messages -> "; since then " + Words.many(messages, "message")
                                        + " to processes of its node could not be delivered")
                                .orElse(""),
                        family.isFirstKnown() ? "" : "; whose failure it was no message tells")
                .since(first.at())
                .number("ended with it", along, "processes")
                .number("not started again", missed.size(), "processes")
                .evidence(first.entry().at().value(""))
                .wouldChange("A process of the same name in a later list: then it was started again.")
                .nextCapture("ergodiag capture --profile standard --window 120");
        lost.ifPresent(messages -> finding.number("messages not delivered since", messages, "messages")
                .relation(Relation.node(Relation.Kind.SENT_IN_VAIN, node.name())));
        senders.forEach(other -> finding.relation(Relation.node(Relation.Kind.SENT_IN_VAIN, other.name())));
        family.along()
                .forEach(death -> finding.relation(new Relation(
                        Relation.Kind.TOOK_ALONG, death.node(), death.pid(), death.name(), death.behavior(), "")));
        family.along().stream()
                .limit(NAMED)
                .forEach(death -> finding.evidence(death.entry().at().value("")));
        finding.add();
    }

    /**
     * It had lasted, a list that holds every process shows that it is gone, and nothing has its name, or where it had none its behaviour: what
     * comes and goes by itself is not missed.
     */
    private boolean isMissed(Death death) {
        Optional<Node> its = cluster.node(death.node());
        boolean lasted = its.flatMap(it -> it.process(death.pid()))
                .map(Process::last)
                .filter(row -> row.uptime().toSeconds() >= examination.limit(RestartLimits.NODE_AGE))
                .isPresent();
        return lasted
                && its.flatMap(it -> it.processLists().last())
                        .filter(list -> list.it().complete() && list.at().isAfter(death.at()))
                        .isPresent()
                && death.isMissed(its.orElseThrow());
    }

    private static String names(DeathFamily family) {
        return names(family.along());
    }

    private static String names(List<Death> deaths) {
        List<String> names =
                deaths.stream().map(Death::label).distinct().sorted().toList();
        int more = names.size() - NAMED;
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + Numbers.count(more) + " more" : "");
    }

    private Subject subject(Death death) {
        return node.process(death.pid())
                .map(process -> Subject.process(node.name(), process.last()))
                .orElseGet(() -> Subject.process(
                        Subject.Kind.PROCESS, node.name(), death.pid(), death.name(), death.behavior(), ""));
    }
}
