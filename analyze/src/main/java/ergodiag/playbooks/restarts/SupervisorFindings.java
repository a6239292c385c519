package ergodiag.playbooks.restarts;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Words;
import ergodiag.cluster.LogTemplate;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What supervisors say of themselves: restarts that no list showed, and supervisors that gave up. */
final class SupervisorFindings {
    /** How the framework says it, in the versions seen ({@code act/supervisor.go}). */
    private static final Pattern GAVE_UP =
            Pattern.compile("restarts? (?:intensity )?(?:is |was )?exceeded|restarts exceeded");

    private SupervisorFindings() {}

    /** Whether a message says that a supervisor gave up. */
    static boolean gaveUp(LogEntry entry) {
        return GAVE_UP.matcher(entry.message()).find();
    }

    static void of(Node node, List<Restarts> loops, Examination examination) {
        Set<String> parents = loops.stream().map(loop -> loop.family().parent()).collect(Collectors.toSet());
        node.processes()
                .asked()
                .filter(process -> !Node.isOurs(process.last()) && !parents.contains(process.pid()))
                .forEach(process -> countsRestarts(node, process, examination));
        isGone(node, gaveUp(node, examination), examination);
    }

    /** Its restarts_count grows though no list caught a child young. */
    private static void countsRestarts(Node node, Process process, Examination examination) {
        Series<Inspection> said = process.inspections()
                .flatMap(inspection -> inspection.isSupervisor() ? Optional.of(inspection) : Optional.empty());
        double growth =
                said.growth(inspection -> inspection.number("restarts_count").orElse(0));
        if (growth <= 0) {
            return;
        }
        Inspection last = said.last().orElseThrow().it();
        double rate =
                said.rate(inspection -> inspection.number("restarts_count").orElse(0));
        double allowed = last.number("intensity").orElse(0);
        boolean near = allowed > 0
                && rate * last.number("period").orElse(0) >= allowed * examination.limit(RestartLimits.NEAR);
        boolean loop = growth >= examination.limit(RestartLimits.RESTARTS);
        ProcessRow row = process.last();
        Examination.FindingBuilder finding = examination
                .finding(
                        "ED0602",
                        near && loop ? Severity.CRITICAL : loop ? Severity.WARNING : Severity.INFO,
                        Subject.process(node.name(), row))
                .title("%s on %s restarted children %.0f times in %s", row.label(), node.name(), growth, said.span())
                .sentence(
                        " (it gives up above %.0f in %.0f s).",
                        allowed, last.number("period").orElse(0))
                .number("restarts", growth, "restarts")
                .number("rate", rate, "restarts/s")
                .wouldChange("The same restarts_count in both readings.")
                .nextCapture("ergodiag capture --profile standard --window 120");
        for (Timed<Inspection> reading : said.ends()) {
            finding.evidence(
                    reading.it().at().field("restarts_count", reading.it().text("restarts_count")));
        }
        finding.add();
    }

    /** A supervisor says that its restarts exceeded what it allows: it is gone, and what it supervised with it. */
    private static Set<String> gaveUp(Node node, Examination examination) {
        Set<String> told = new HashSet<>();
        for (LogEntry entry : node.logs()) {
            if (!gaveUp(entry) || isChildOfOne(node, entry) || !told.add(entry.pid())) {
                continue;
            }
            Optional<Process> process = node.process(entry.pid());
            List<Process> tree = children(node, entry.pid());
            Subject subject = process.map(it -> Subject.process(node.name(), it.last()))
                    .orElseGet(() -> Subject.process(
                            Subject.Kind.SUPERVISOR,
                            node.name(),
                            entry.pid(),
                            entry.name(),
                            LogTemplate.behavior(entry),
                            ""));
            Examination.FindingBuilder finding = examination
                    .finding("ED0603", Severity.CRITICAL, subject)
                    .title("%s on %s gave up", subject.label(), node.name())
                    .sentence(
                            ": more restarts than it allows; %s.",
                            tree.isEmpty()
                                    ? "what it supervised is gone with it"
                                    : "it took along " + Words.many(tree.size(), "process") + " (" + behaviors(tree)
                                            + ")")
                    .relations(took(node, tree))
                    .number("children", tree.size(), "processes")
                    .evidence(entry.at().value(""))
                    .wouldChange("A supervisor of the same name in a later list: then its own parent restarted it.");
            entry.time().value().ifPresent(finding::since);
            finding.add();
        }
        return told;
    }

    /** Children that a supervisor takes along give the same reason for their end as it does itself. */
    private static boolean isChildOfOne(Node node, LogEntry entry) {
        Optional<Process> process = node.process(entry.pid());
        boolean othersSaySo =
                node.logs().stream().anyMatch(other -> !other.pid().equals(entry.pid()) && gaveUp(other));
        return process.map(it -> !it.last().isSupervisor()
                        && children(node, entry.pid()).isEmpty()
                        && (othersSaySo || !it.last().kind().isEmpty()))
                .orElse(false);
    }

    /** A supervisor that stood in a list is gone from a later one with its children, and nothing took its place. */
    private static void isGone(Node node, Set<String> told, Examination examination) {
        List<Process> gone = node.processes().stream()
                .filter(process -> process.last().isSupervisor()
                        && !Node.isOurs(process.last())
                        && hasLeft(node, process)
                        && process.last().uptime().toSeconds() >= examination.limit(RestartLimits.NODE_AGE)
                        && !isReplaced(node, process)
                        && !children(node, process.pid()).isEmpty()
                        && children(node, process.pid()).stream().allMatch(child -> hasLeft(node, child)))
                .toList();
        Set<String> pids = gone.stream().map(Process::pid).collect(Collectors.toSet());
        for (Process process : gone) {
            if (told.contains(process.pid()) || pids.contains(process.last().parent())) {
                continue;
            }
            ProcessRow row = process.last();
            List<Process> tree = children(node, process.pid());
            examination
                    .finding("ED0605", Severity.WARNING, Subject.process(node.name(), row))
                    .title(
                            "%s on %s ended within the window and took along %s",
                            row.label(), node.name(), Words.many(tree.size(), "process"))
                    .sentence(" (%s); nothing took its place.", behaviors(tree))
                    .relations(took(node, tree))
                    .since(process.newest().at())
                    .number("children", tree.size(), "processes")
                    .evidence(row.at().field("PID", row.pid()))
                    .wouldChange("A supervisor of the same name in a later list.")
                    .nextCapture("ergodiag capture --profile standard --window 120")
                    .add();
        }
    }

    private static boolean hasLeft(Node node, Process process) {
        return node.processLists().last().stream()
                .allMatch(list -> list.it().complete()
                        && !list.it().contains(process.pid())
                        && process.newest().at().isBefore(list.at()));
    }

    private static boolean isReplaced(Node node, Process process) {
        ProcessRow row = process.last();
        return node.current().stream()
                .map(Process::last)
                .anyMatch(other -> other.behavior().equals(row.behavior())
                        && (other.name().equals(row.name()) || other.parent().equals(row.parent())));
    }

    private static List<Process> children(Node node, String pid) {
        return node.processes().stream()
                .filter(process -> process.last().parent().equals(pid))
                .toList();
    }

    private static List<Relation> took(Node node, List<Process> tree) {
        return tree.stream()
                .map(process -> Relation.behavior(
                        Relation.Kind.TOOK_ALONG, node.name(), process.last().behavior()))
                .toList();
    }

    /** {@code shop.CardReader, shop.Till}. */
    private static String behaviors(List<Process> tree) {
        return tree.stream()
                .map(process -> process.last().behavior())
                .distinct()
                .sorted()
                .limit(4)
                .collect(Collectors.joining(", "));
    }
}
