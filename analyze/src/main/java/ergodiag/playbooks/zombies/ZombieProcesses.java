package ergodiag.playbooks.zombies;

import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Thresholds;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.stacks.Location;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Table;
import ergodiag.findings.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Playbook 7: processes that were killed in their callback and never left it. It is long because its findings are few, each tells one course of
 * the same process, and none is read without the others.
 *
 * <p>Longer than others because each of its steps writes one kind of finding, and a playbook is read from top to bottom.
 */
public final class ZombieProcesses implements Playbook {
    static final Thresholds LIMITS = new Thresholds();
    static final Threshold ALLOWED = LIMITS.asWritten("zombie-processes.allowed", 0, "processes");
    static final Threshold TRANSIENT = LIMITS.ours(
            "zombie-processes.transient",
            10,
            "s",
            "a process killed in the middle of a short callback is a zombie until the callback ends");
    private static final String AGAIN = "ergodiag capture --profile deep --window 60";

    @Override
    public Card card() {
        return new Card(PlaybookName.ZOMBIE_PROCESSES, "Was a process killed that never went away?", LIMITS.all());
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        List<Process> all = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            if (examination.sees(node, Tool.NODE_INFO)) {
                all.addAll(judge(node, examination));
            }
        }
        examination.lookedAt(String.format(
                Locale.ROOT,
                "The count of zombies of %d nodes %s, and the state of %,d processes.",
                cluster.answering().size(),
                Words.span(cluster),
                cluster.nodes().stream()
                        .mapToInt(node -> node.processes().size())
                        .sum()));
        if (!all.isEmpty()) {
            table(cluster, all, examination);
        }
    }

    private List<Process> judge(Node node, Examination examination) {
        long most = node.infos().readings().stream()
                .mapToLong(info -> info.it().processesZombee())
                .max()
                .orElse(0);
        List<Process> seen = node.processes().stream()
                .filter(process -> !Node.isOurs(process.last()) && hasBeenZombie(process))
                .sorted(Comparator.comparing((Process process) -> age(process.last()))
                        .reversed()
                        .thenComparing(Process::pid))
                .toList();
        if (most <= examination.limit(ALLOWED) && seen.isEmpty()) {
            return List.of();
        }
        List<Process> zombies = seen.stream()
                .filter(process -> stays(node, process, examination))
                .toList();
        zombies.forEach(zombie -> staysZombie(node, zombie, examination));
        seen.stream()
                .filter(process -> !zombies.contains(process))
                .forEach(process -> wentAway(node, process, examination));
        grow(node, zombies, examination);
        unnamed(node, seen, examination);
        return zombies;
    }

    private static boolean hasBeenZombie(Process process) {
        return process.readings(ProcessRow.ZOMBEE) > 0;
    }

    private static boolean isZombie(ProcessRow row) {
        return row.state().equals(ProcessRow.ZOMBEE);
    }

    private static Duration age(ProcessRow row) {
        return row.stateTime().orElse(Duration.ZERO);
    }

    /** Still a zombie in the last list that could show it, and for longer than a callback takes to end. */
    private static boolean stays(Node node, Process process, Examination examination) {
        if (!isZombie(process.last())) {
            return false;
        }
        List<Timed<ProcessRow>> rows = zombieRows(process);
        Timed<ProcessRow> last = rows.get(rows.size() - 1);
        boolean gone = node.processLists().readings().stream()
                .anyMatch(list -> list.it().complete()
                        && list.at().isAfter(last.at())
                        && list.it().process(process.pid()).isEmpty());
        double seconds = Math.max(age(last.it()).toNanos() / 1e9, last.secondsSince(rows.get(0)));
        return !gone && seconds >= examination.limit(TRANSIENT);
    }

    private static List<Timed<ProcessRow>> zombieRows(Process process) {
        return process.rows().readings().stream()
                .filter(row -> isZombie(row.it()))
                .toList();
    }

    private static void staysZombie(Node node, Process zombie, Examination examination) {
        List<Timed<ProcessRow>> rows = zombieRows(zombie);
        Timed<ProcessRow> first = rows.get(0);
        ProcessRow last = rows.get(rows.size() - 1).it();
        Duration age = age(last).compareTo(Duration.ZERO) > 0
                ? age(last)
                : Duration.between(first.at(), rows.get(rows.size() - 1).at());
        Optional<Location> where = Location.probable(node, last);
        Subject subject = Subject.process(node.name(), last);
        Examination.FindingBuilder finding = examination
                .finding(
                        "ED0701",
                        Severity.WARNING,
                        where.map(w -> subject.in(w.standing().function())).orElse(subject))
                .sentence(
                        "%s (%s%s%s) on %s was killed %s ago and is still there as a zombie with %,d messages; its goroutine %s.",
                        last.label(),
                        last.behavior(),
                        last.application().isEmpty() ? "" : " of " + last.application(),
                        parent(node, last),
                        node.name(),
                        age,
                        last.mailbox(),
                        where.map(Location::inWords).orElse("was not seen in any dump"))
                .number("zombie for", age.toMillis() / 1000.0, "s")
                .number("messages held", last.mailbox(), "messages")
                .evidence(
                        first.it().at().field("State", first.it().state()),
                        last.at().field("State", last.state()))
                .evidence(last.at().field("MessagesMailbox", last.mailbox()))
                .wouldChange("A later list without this pid: then the callback had ended and it was transient.")
                .nextCapture(where.isPresent() ? "" : AGAIN);
        first.it()
                .stateTime()
                .value()
                .ifPresent(time -> finding.since(first.at().minus(time)));
        node.infos().last().ifPresent(info -> finding.evidence(count(info)));
        where.ifPresent(w -> finding.evidence(w.standing().evidence()));
        finding.add();
    }

    private static Evidence count(Timed<NodeInfo> info) {
        return info.it().at().field("ProcessesZombee", info.it().processesZombee());
    }

    private static String parent(Node node, ProcessRow row) {
        return node.process(row.parent())
                .map(parent -> ", child of " + parent.last().label())
                .orElse("");
    }

    private static void wentAway(Node node, Process process, Examination examination) {
        ProcessRow row = zombieRows(process).get(0).it();
        examination
                .finding("ED0702", Severity.INFO, Subject.process(node.name(), row))
                .sentence(
                        "%s on %s was a zombie for a moment and is not seen as one for long: a process that was stopped in its callback.",
                        row.label(), node.name())
                .evidence(row.at().field("State", row.state()))
                .wouldChange("The same pid as a zombie in a later reading.")
                .add();
    }

    private static void grow(Node node, List<Process> zombies, Examination examination) {
        double growth = node.infos().growth(NodeInfo::processesZombee);
        if (growth <= 0 || zombies.isEmpty()) {
            return;
        }
        Timed<NodeInfo> first = node.infos().first().orElseThrow();
        Timed<NodeInfo> last = node.infos().last().orElseThrow();
        examination
                .finding("ED0703", Severity.CRITICAL, Subject.node(node.name()))
                .sentence(
                        "The zombies on %s grow: from %d to %d in %s.",
                        node.name(),
                        first.it().processesZombee(),
                        last.it().processesZombee(),
                        Duration.between(first.at(), last.at()))
                .number("zombies", last.it().processesZombee(), "processes")
                .number("growth", growth, "processes")
                .evidence(count(first), count(last))
                .wouldChange("The same count in both readings.")
                .add();
    }

    /** More zombies counted than lists named: a list was cut, or the node went between the two. */
    private static void unnamed(Node node, List<Process> seen, Examination examination) {
        Optional<Timed<NodeInfo>> last = node.infos().last();
        long counted = last.map(info -> info.it().processesZombee()).orElse(0L);
        if (counted <= seen.size() || counted <= examination.limit(ALLOWED)) {
            return;
        }
        examination.cannotSee(new Gap(
                counted + " zombies are counted on " + node.name() + " and the lists name " + seen.size(),
                node.name(),
                Tool.PROCESS_LIST.toolName(),
                AGAIN));
        examination
                .finding("ED0704", Severity.WARNING, Subject.node(node.name()))
                .sentence("%s counts %d zombies, of which the lists name %d.", node.name(), counted, seen.size())
                .number("zombies", counted, "processes")
                .evidence(count(last.orElseThrow()))
                .wouldChange("A list that holds them all.")
                .nextCapture(AGAIN)
                .add();
    }

    private static void table(Cluster cluster, List<Process> zombies, Examination examination) {
        List<List<Cell>> rows = zombies.stream()
                .limit(50)
                .map(zombie -> {
                    ProcessRow row = zombie.last();
                    return List.of(
                            Cell.text(zombie.node()),
                            Cell.text(row.pid()),
                            Cell.text(row.name()),
                            Cell.text(row.behavior()),
                            Cell.text(row.application()),
                            Cell.count(age(row).toSeconds()),
                            Cell.count(row.mailbox()),
                            cluster.node(zombie.node())
                                    .flatMap(node -> Location.probable(node, row))
                                    .map(where -> Cell.text(where.inWords()))
                                    .orElse(Cell.EMPTY));
                })
                .toList();
        examination.table(new Table(
                "zombies",
                7,
                "Zombies",
                List.of(
                        Column.text("Node"),
                        Column.text("Pid"),
                        Column.text("Name"),
                        Column.text("Behaviour"),
                        Column.text("Application"),
                        Column.in("Zombie for", "s"),
                        Column.count("Messages held"),
                        Column.text("Stands in")),
                rows,
                zombies.size() - rows.size()));
    }
}
