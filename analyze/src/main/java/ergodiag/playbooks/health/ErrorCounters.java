package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Thresholds;
import ergodiag.analyze.Words;
import ergodiag.bundle.Manifest;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.shape.Shift;
import ergodiag.cluster.shape.SinceStart;
import ergodiag.ergo.Counter;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges the counters of messages and calls that could not be delivered. Longer than others because who sent them is a conclusion from many
 * counters.
 */
final class ErrorCounters {
    static final Thresholds LIMITS = new Thresholds();
    static final Threshold GROWTH = LIMITS.ours(
            "cluster-health.delivery-errors",
            5,
            "errors",
            "As written any is too many; our own questions to processes that are gone or stuck count too, one each.");
    private static final double SAME = 0.02;
    static final Threshold EARLIER = LIMITS.ours(
            "cluster-health.delivery-errors-before-the-window",
            20,
            "per minute of uptime",
            "While a cluster starts, some messages and calls go to names and nodes that are not there yet.");

    private final Cluster cluster;
    private final Examination examination;

    ErrorCounters(Cluster cluster, Examination examination) {
        this.cluster = cluster;
        this.examination = examination;
    }

    /**
     * One of the counters.
     *
     * @param field its name in the reply
     * @param one what it counts, one of it
     * @param whom to whom it did not come
     * @param remote whether another node is concerned
     * @param value how it is read
     */
    private record Kind(String field, String one, String whom, boolean remote, Function<NodeInfo, Counter> value) {
        /** {@code 12 calls to other nodes}. */
        String many(double count) {
            return Words.many(count, one) + " to " + whom;
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("SendErrorsLocal", "message", "its own processes", false, NodeInfo::sendErrorsLocal),
            new Kind("SendErrorsRemote", "message", "other nodes", true, NodeInfo::sendErrorsRemote),
            new Kind("CallErrorsLocal", "call", "its own processes", false, NodeInfo::callErrorsLocal),
            new Kind("CallErrorsRemote", "call", "other nodes", true, NodeInfo::callErrorsRemote));

    /** Everything that could not be delivered since the start of the node. */
    static double all(NodeInfo info) {
        return KINDS.stream()
                .mapToDouble(kind -> kind.value().apply(info).value())
                .sum();
    }

    void judge() {
        for (Node node : cluster.nodes()) {
            if (node.infos().hasTwo()) {
                judge(node);
            }
        }
    }

    private void judge(Node node) {
        List<Kind> growing = KINDS.stream()
                .filter(kind -> grown(node, kind) >= examination.limit(GROWTH))
                .toList();
        if (!growing.isEmpty()) {
            growing(node, growing);
        }
        List<Kind> others = KINDS.stream()
                .filter(kind -> !growing.contains(kind) && ever(node, kind) > 0)
                .toList();
        if (!others.isEmpty()) {
            earlier(node, others);
        }
    }

    private void growing(Node node, List<Kind> growing) {
        boolean peerGone = growing.stream().allMatch(Kind::remote)
                && someNodeIsGone()
                        .filter(since -> !grewBefore(node, growing, since))
                        .isPresent();
        Optional<Node> counterpart = senderOfTheSame(node, growing);
        Optional<Node> receiver = counterpart.isPresent() ? Optional.empty() : receiver(node, growing);
        Optional<Process> sender = counterpart.isPresent() ? Optional.empty() : likelySender(node, growing);
        DeliveryLog log = DeliveryLog.of(node.logs());
        Severity severity = peerGone || counterpart.isPresent() ? Severity.INFO : Severity.WARNING;
        FindingBuilder finding = examination
                .finding(
                        "ED0103",
                        severity,
                        sender.map(process -> Subject.process(node.name(), process.last()))
                                .orElse(Subject.node(node.name())))
                .sentence(
                        "%s could not deliver %s in %s%s%s%s%s.",
                        node.name(),
                        String.join(
                                " and ",
                                growing.stream()
                                        .map(kind -> kind.many(grown(node, kind)))
                                        .toList()),
                        Numbers.time(node.infos().span()),
                        peerGone ? ", as a node is gone" : "",
                        counterpart
                                .map(other -> ": they came from " + other.name() + ", which counts them too")
                                .orElse(receiver.map(other ->
                                                "; " + other.name() + " had no process of that name for as many")
                                        .orElse("")),
                        sender.map(process -> "; by its counters the sender is probably "
                                        + process.last().label())
                                .orElse(""),
                        log.inWords())
                .began(Shift.began(
                        node.infos(),
                        info -> growing.stream()
                                .mapToDouble(kind -> kind.value().apply(info).value())
                                .sum(),
                        growing.stream().mapToDouble(kind -> pace(node, kind)).sum() / 2))
                .wouldChange("The same counters at both ends of a window.")
                .aspect(
                        growing.stream().map(Kind::field).collect(Collectors.joining(" ")),
                        peerGone ? "a node is gone" : "",
                        counterpart.isPresent() ? "sent by another" : receiver.isPresent() ? "no such name" : "",
                        sender.isPresent() ? "the sender is known" : "");
        if (growing.stream().allMatch(kind -> kind.one().equals("call"))) {
            finding.relation(Relation.unknown(Relation.Kind.FAILED_CALLS));
        }
        counterpart.ifPresent(other -> finding.relation(Relation.node(Relation.Kind.SENT_BY, other.name())));
        receiver.ifPresent(other -> finding.relation(Relation.node(Relation.Kind.NOT_REGISTERED_AT, other.name())));
        if (growing.stream().anyMatch(Kind::remote)) {
            finding.relation(Relation.unknown(Relation.Kind.UNDELIVERED_ELSEWHERE));
        }
        for (Kind kind : growing) {
            finding.number(kind.field(), grown(node, kind) / seconds(node), "errors/s")
                    .evidence(first(node).at().field(kind.field(), kind.value().apply(first(node))))
                    .evidence(last(node).at().field(kind.field(), kind.value().apply(last(node))));
        }
        log.examples().forEach(entry -> finding.evidence(entry.at().field("message", entry.message())));
        sender.ifPresent(process -> finding.evidence(
                process.first().at().field("MessagesOut", process.first().messagesOut()),
                process.last().at().field("MessagesOut", process.last().messagesOut())));
        finding.add();
    }

    /** Since when errors may come from a node that is gone: from its last sign of life on. */
    private Optional<Instant> someNodeIsGone() {
        return cluster.nodes().stream()
                .flatMap(node -> node.state() == Manifest.State.SILENT || node.restarted()
                        ? Stream.of(Instant.MIN)
                        : node
                                .fellSilentAt()
                                .map(silent ->
                                        node.infos().last().map(Timed::at).orElse(silent))
                                .stream())
                .min(Comparator.naturalOrder());
    }

    /** Whether as much failed before a node was gone, which that does not explain. */
    private boolean grewBefore(Node node, List<Kind> growing, Instant gone) {
        return node.infos().readings().stream()
                .filter(info -> !info.at().isAfter(gone))
                .reduce((one, other) -> other)
                .filter(info -> growing.stream()
                        .anyMatch(kind ->
                                kind.value().apply(info.it()).since(kind.value().apply(first(node)))
                                                - own(node, kind, info)
                                        >= examination.limit(GROWTH)))
                .isPresent();
    }

    /** A message to an unknown name of another node counts at both: the sender is the one to look at. */
    private Optional<Node> senderOfTheSame(Node node, List<Kind> growing) {
        boolean onlyReceived = growing.size() == 1 && growing.get(0).field().equals("SendErrorsLocal");
        return onlyReceived
                ? cluster.nodes().stream()
                        .filter(other -> other != node && other.infos().hasTwo())
                        .filter(other -> near(grown(other, KINDS.get(1)), grown(node, KINDS.get(0))))
                        .findFirst()
                : Optional.empty();
    }

    private Optional<Node> receiver(Node node, List<Kind> growing) {
        return growing.stream().filter(kind -> kind.field().equals("SendErrorsRemote")).findFirst().stream()
                .flatMap(kind -> cluster.nodes().stream()
                        .filter(other -> other != node && other.infos().hasTwo())
                        .filter(other -> near(grown(other, KINDS.get(0)), grown(node, kind))))
                .findFirst();
    }

    private static boolean near(double one, double other) {
        return one > 0 && Math.abs(one - other) <= 2 + 2 * SAME * Math.max(one, other);
    }

    /**
     * The one process whose messages sent, over its whole life, are the same whole multiple of the errors at both ends of the window: it
     * sends nothing that does not fail, beside messages to itself.
     */
    private Optional<Process> likelySender(Node node, List<Kind> growing) {
        List<Kind> sends = growing.stream()
                .filter(kind -> kind.field().startsWith("SendErrors"))
                .toList();
        if (sends.size() != 1) {
            return Optional.empty();
        }
        Kind kind = sends.get(0);
        List<Process> likely = new ArrayList<>();
        for (Process process : node.current()) {
            double before = ratio(node, kind, process.rows().readings().get(0));
            double after = ratio(
                    node, kind, process.rows().readings().get(process.rows().size() - 1));
            boolean whole = Math.abs(after - Math.rint(after)) <= SAME && after > 1 - SAME && after < 4;
            if (whole && Math.abs(before - after) <= SAME && process.rows().hasTwo()) {
                likely.add(process);
            }
        }
        return likely.size() == 1 ? Optional.of(likely.get(0)) : Optional.empty();
    }

    /** Messages sent per error counted at about the same time. */
    private double ratio(Node node, Kind kind, Timed<ProcessRow> row) {
        ToDoubleFunction<Timed<NodeInfo>> distance = info -> Math.abs(info.secondsSince(row));
        return node.infos().readings().stream()
                .min(Comparator.comparingDouble(distance))
                .map(info -> row.it().messagesOut().value()
                        / Math.max(
                                1, kind.value().apply(info.it()).value() + pace(node, kind) * row.secondsSince(info)))
                .orElse(0.0);
    }

    private double pace(Node node, Kind kind) {
        return grown(node, kind) / seconds(node);
    }

    /** Every counter that is not zero is told by itself; what failed before the window is a warning above a limit. */
    private void earlier(Node node, List<Kind> kinds) {
        SinceStart start = SinceStart.of(node).orElseThrow();
        double before = kinds.stream()
                .mapToDouble(kind -> kind.value().apply(start.info()).value())
                .sum();
        double within = kinds.stream().mapToDouble(kind -> grown(node, kind)).sum();
        boolean much = start.perMinute(before) >= examination.limit(EARLIER);
        DeliveryLog log = DeliveryLog.of(node.earlierLogs());
        FindingBuilder finding = examination
                .finding("ED0104", much ? Severity.WARNING : Severity.INFO, Subject.node(node.name()))
                .sentence(
                        "%s could not deliver %s since its start %s ago, %s of them within the window%s%s.",
                        node.name(),
                        kinds.stream().map(kind -> kind.many(ever(node, kind))).collect(Collectors.joining(" and ")),
                        Numbers.time(last(node).uptime()),
                        within > 0 ? Numbers.count(within) : "none",
                        before > 0
                                ? " (before it " + Numbers.number(start.perMinute(before)) + " a minute of uptime)"
                                : "",
                        log.inWords())
                .aspect(kinds.stream().map(Kind::field).collect(Collectors.joining(" ")))
                .number("before the window, rate", start.perMinute(before), "errors/min");
        kinds.forEach(kind -> finding.number(
                        kind.field(), kind.value().apply(last(node)).value(), "errors")
                .evidence(last(node).at().field(kind.field(), kind.value().apply(last(node)))));
        log.examples().forEach(entry -> finding.evidence(entry.at().field("message", entry.message())));
        finding.wouldChange("The same counters at zero.").add();
    }

    /** What grew within the window, without what our own questions left there. */
    private double grown(Node node, Kind kind) {
        double grown = kind.value().apply(last(node)).since(kind.value().apply(first(node)));
        return grown < 0 ? grown : Math.max(0, grown - own(node, kind));
    }

    /** What it counts since its start, without what our own questions left there within the window. */
    private double ever(Node node, Kind kind) {
        return Math.max(0, kind.value().apply(last(node)).value() - own(node, kind));
    }

    private long own(Node node, Kind kind) {
        return own(node, kind, node.infos().last().orElseThrow());
    }

    /** Our own questions that it counts from the first reading to that one. */
    private long own(Node node, Kind kind, Timed<NodeInfo> until) {
        return kind.one().equals("call")
                ? cluster.own()
                        .failed(node.name(), kind.remote(), node.infos().first().orElseThrow(), until)
                : 0;
    }

    private static double seconds(Node node) {
        return Math.max(1e-9, node.infos().span().toMillis() / 1000.0);
    }

    private static NodeInfo first(Node node) {
        return node.infos().readings().get(0).it();
    }

    private static NodeInfo last(Node node) {
        return node.infos().readings().get(node.infos().size() - 1).it();
    }
}
