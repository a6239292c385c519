package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Thresholds;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Manifest;
import ergodiag.cluster.BuildTags;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Leave;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges one node by itself: is it there, do its applications run, did its processes start quickly, can it stop? It is long because each
 * question is one finding about the same node.
 *
 * <p>Longer than others because each fault of a node writes its own finding, and most of the lines are their words.
 */
final class NodeState {
    static final Thresholds LIMITS = new Thresholds();
    static final Threshold ZOMBEES = LIMITS.asWritten("cluster-health.zombees", 0, "processes");
    static final Threshold SLOW_START = LIMITS.ours(
            "cluster-health.init-time",
            1,
            "s",
            "Whoever starts a process waits for its Init; healthy ones were seen to take milliseconds.");
    private static final Pattern WAITS_TO_STOP = Pattern.compile("state=\\s*'?\\w+.*queue=\\s*\\d+");
    private static final int NAMED = 3;
    /** What the finding about a node says that is known and silent. */
    static final String NEVER_ANSWERED = "never answered";

    private final Cluster cluster;
    private final Node node;
    private final Examination examination;

    NodeState(Cluster cluster, Node node, Examination examination) {
        this.cluster = cluster;
        this.node = node;
        this.examination = examination;
    }

    /** A node that was left out on purpose is not silent: its gaps say that it was not asked. */
    void judgePresence() {
        if (node.state() == Manifest.State.EXCLUDED) {
            return;
        }
        AliveByMetrics metrics = new AliveByMetrics(cluster, node, examination);
        boolean never = node.state() == Manifest.State.SILENT
                || (node.infos().isEmpty()
                        && node.stats().isEmpty()
                        && !node.unanswered().isEmpty());
        boolean away = never || node.isOnlyExpected() || node.fellSilentAt().isPresent();
        if (node.left().isPresent() && !never) {
            left(node.left().get());
        } else if (away && !metrics.judge()) {
            if (node.isOnlyExpected()) {
                unheardOf();
            } else if (never) {
                silent();
            } else {
                fellSilent();
            }
        }
    }

    private void silent() {
        FindingBuilder finding = examination
                .finding("ED0101", Severity.CRITICAL, Subject.node(node.name()))
                .sentence(
                        "%s is known from %s but answered nothing.",
                        node.name(),
                        node.entry().knownFrom().isEmpty()
                                ? "the cluster"
                                : String.join(", ", node.entry().knownFrom()))
                .aspect(NEVER_ANSWERED)
                .relation(Relation.unknown(Kind.UNSEEN))
                .wouldChange("One answer.")
                .nextCapture("ergodiag capture once " + node.name() + " is back");
        node.unanswered().stream().limit(NAMED).forEach(finding::evidence);
        peersThatList().forEach(finding::evidence);
        finding.add();
    }

    /** Somebody says that it should be there. */
    private void unheardOf() {
        examination
                .finding("ED0101", Severity.CRITICAL, Subject.node(node.name()))
                .sentence(
                        "%s is expected to be there, and the capture heard of no node of that name: it is down, cut off from all that answered, or called otherwise.",
                        node.name())
                .aspect("expected")
                .relation(Relation.unknown(Kind.UNSEEN))
                .wouldChange("A node of the cluster that names it, or its own answer.")
                .nextCapture("ergodiag capture with " + node.name() + " as an entry node as well")
                .add();
    }

    private void fellSilent() {
        var since = node.fellSilentAt().orElseThrow();
        FindingBuilder finding = examination
                .finding("ED0101", Severity.CRITICAL, Subject.node(node.name()))
                .sentence(
                        "%s stopped answering at %s UTC, %s into the capture, and stayed silent.",
                        node.name(),
                        Words.second(since),
                        Numbers.time(java.time.Duration.between(
                                cluster.manifest().capture().started(), since)))
                .aspect("fell silent")
                .relation(Relation.unknown(Kind.UNSEEN))
                .since(since)
                .wouldChange("One later answer.")
                .nextCapture("ergodiag capture once " + node.name() + " is back");
        node.infos()
                .last()
                .ifPresent(info -> finding.evidence(
                        info.it().at().field("Uptime", info.it().uptime().toSeconds())));
        node.unanswered().stream()
                .skip(Math.max(0, node.unanswered().size() - NAMED))
                .forEach(finding::evidence);
        finding.add();
    }

    private void left(Leave leave) {
        FindingBuilder finding = examination
                .finding("ED0126", Severity.INFO, Subject.node(node.name()))
                .sentence(
                        "%s left the cluster in good order after %s UTC: %s, and nobody missed it afterwards.",
                        node.name(),
                        Words.second(leave.at()),
                        Stream.concat(
                                        leave.announced().stream().map(at -> "it was said at " + Words.second(at)),
                                        leave.drained().stream()
                                                .map(at -> "it sent nothing any more from " + Words.second(at) + " on"))
                                .collect(Collectors.joining(", ")))
                .since(leave.at())
                .relation(Relation.node(Kind.WAS_AWAY, node.name()))
                .wouldChange("Messages or calls of other nodes that fail afterwards.")
                .evidence(leave.evidence().toArray(Evidence[]::new));
        node.infos()
                .last()
                .ifPresent(info -> finding.evidence(
                        info.it().at().field("Uptime", info.it().uptime().toSeconds())));
        node.unanswered().stream()
                .skip(Math.max(0, node.unanswered().size() - 1))
                .forEach(finding::evidence);
        finding.add();
    }

    /** Peers that list the node as connected although it does not answer us. */
    private List<Evidence> peersThatList() {
        return cluster.nodes().stream()
                .flatMap(other -> other.listsThatWouldHold(node.name()).last().stream())
                .flatMap(list -> list.it().stream())
                .filter(remote -> remote.peer().equals(node.name()))
                .limit(NAMED)
                .map(remote -> remote.at().field("Node", remote.peer()))
                .toList();
    }

    /** What the node cannot tell as it was built without a tag. */
    void judgeBuild() {
        BuildTags tags = BuildTags.of(node);
        if (!tags.missing().isEmpty()) {
            examination
                    .finding("ED0122", Severity.INFO, Subject.node(node.name()))
                    .sentence(
                            "%s is built without -tags=%s: %s cannot be told; rebuild it with -tags=latency,pprof.",
                            node.name(),
                            tags.missing(),
                            tags.lacksLatency() && tags.lacksPprof()
                                    ? "mailbox latency and the process of a stack"
                                    : tags.lacksLatency() ? "mailbox latency" : "the process of a stack")
                    .aspect(tags.missing())
                    .evidence(node.infos().last().orElseThrow().it().at().field("Name", node.name()))
                    .add();
        }
    }

    /** Zombees are playbook 7's to judge; here they are a word about the node. */
    void judgeZombees() {
        NodeInfo last = node.infos().readings().get(node.infos().size() - 1).it();
        if (last.processesZombee() > examination.limit(ZOMBEES)) {
            examination
                    .finding("ED0109", Severity.INFO, Subject.node(node.name()))
                    .sentence(
                            "%s has %s that should be gone (killed, still in a callback); see playbook 7.",
                            node.name(), Words.many(last.processesZombee(), "process"))
                    .number("zombees", last.processesZombee(), "processes")
                    .evidence(last.at().field("ProcessesZombee", last.processesZombee()))
                    .add();
        }
    }

    void judgeApplications() {
        for (ApplicationInfo application :
                node.applications().last().orElseThrow().it()) {
            if (!application.isRunning()) {
                examination
                        .finding("ED0110", Severity.WARNING, Subject.application(node.name(), application.name()))
                        .sentence(
                                "Application %s on %s is %s, not running.",
                                application.name(), node.name(), application.state())
                        .evidence(
                                application.at().field("name", application.name()),
                                application.at().field("state", application.state()))
                        .wouldChange("The state running.")
                        .add();
            }
        }
    }

    /** Processes whose Init took long, one finding per behaviour. */
    void judgeSlowStarts() {
        node.processes().stream()
                .filter(process -> !Node.isOurs(process.last()))
                .filter(process -> seconds(process.last()) > examination.limit(SLOW_START))
                .collect(java.util.stream.Collectors.groupingBy(
                        process -> process.last().behavior(),
                        java.util.TreeMap::new,
                        java.util.stream.Collectors.toList()))
                .values()
                .forEach(this::slowStart);
        node.current().stream()
                .filter(process -> process.last().state().equals(ProcessRow.INIT)
                        && startingFor(process) > examination.limit(SLOW_START))
                .forEach(this::neverStarts);
    }

    /** For how long it is in its Init: by the time in its state where the node tells it, else by its uptime. */
    private static double startingFor(Process process) {
        ProcessRow row = process.last();
        return row.stateTime().orElse(row.uptime()).toMillis() / 1000.0;
    }

    private void neverStarts(Process process) {
        ProcessRow row = process.last();
        Optional<Process> parent = node.process(row.parent());
        FindingBuilder finding = examination
                .finding("ED0111", Severity.WARNING, Subject.process(node.name(), row))
                .sentence(
                        "%s on %s has been starting for %s and is still in its Init%s.",
                        row.label(),
                        node.name(),
                        Words.seconds(startingFor(process)),
                        parent.map(by -> ", started by " + by.last().label()).orElse(""))
                .since(process.newest().at().minusMillis((long) (1000 * startingFor(process))))
                .number("in its Init", startingFor(process), "s")
                .evidence(row.at().field("State", row.state()))
                .wouldChange("Another state than init in a later reading.");
        parent.ifPresent(by -> finding.relation(Relation.process(Kind.STARTED_BY, node.name(), by.last())));
        finding.add();
    }

    private void slowStart(List<Process> processes) {
        ProcessRow slowest = processes.stream()
                .map(Process::last)
                .max(Comparator.comparing(ProcessRow::initTime).thenComparing(ProcessRow::pid))
                .orElseThrow();
        examination
                .finding("ED0111", Severity.WARNING, Subject.process(node.name(), slowest))
                .sentence(
                        "%s on %s took %s to start%s.",
                        slowest.label(),
                        node.name(),
                        Numbers.time(slowest.initTime()),
                        processes.size() > 1
                                ? ", the slowest of " + processes.size() + " slow starts of " + slowest.behavior()
                                : "")
                .number("time to start", seconds(slowest), "s")
                .number("slow starts of that behaviour", processes.size(), "1")
                .evidence(slowest.at().field("InitTime", slowest.initTime().toNanos()))
                .evidence(slowest.at().field("Behavior", slowest.behavior()))
                .wouldChange("An InitTime below " + Words.seconds(examination.limit(SLOW_START)) + ".")
                .add();
    }

    private static double seconds(ProcessRow row) {
        return row.initTime().toNanos() / 1e9;
    }

    /** A node that wants to stop says for whom it waits. */
    void judgeShutdown() {
        List<LogEntry> waits = node.logs().stream()
                .filter(entry -> WAITS_TO_STOP.matcher(entry.message()).find())
                .toList();
        if (!waits.isEmpty()) {
            LogEntry entry = waits.get(waits.size() - 1);
            examination
                    .finding(
                            "ED0112",
                            Severity.WARNING,
                            Subject.process(Subject.Kind.LOG, node.name(), entry.pid(), "", "", ""))
                    .sentence("%s waits to stop: \"%s\".", node.name(), entry.message())
                    .evidence(entry.at().field("message", entry.message()))
                    .wouldChange("A shutdown that ends within five seconds.")
                    .add();
        }
    }
}
