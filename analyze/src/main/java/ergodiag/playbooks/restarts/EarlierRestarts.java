package ergodiag.playbooks.restarts;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.shape.SinceStart;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Deaths and restarts that the counters held already at their first reading: a loop that was over, or a supervisor that had given up, when
 * the capture came. Workers that end normally log no error, so deaths are only told where errors were logged for at least half of them.
 */
final class EarlierRestarts {
    /** A death is logged at least once, and by whoever dies perhaps once or twice more. */
    private static final double APART = 2;

    private final Node node;
    private final Examination examination;
    private final SinceStart start;

    private EarlierRestarts(Node node, Examination examination, SinceStart start) {
        this.node = node;
        this.examination = examination;
        this.start = start;
    }

    static void judge(Node node, Examination examination) {
        SinceStart.of(node).ifPresent(start -> new EarlierRestarts(node, examination, start).judge());
    }

    private void judge() {
        double deaths = deaths(start.info());
        Optional<Process> supervisor = supervisor();
        double restarts =
                supervisor.map(EarlierRestarts::restarts).map(Math::rint).orElse(0.0);
        double most = Math.max(deaths, restarts);
        if (most < examination.limit(RestartLimits.RESTARTS)) {
            return;
        }
        boolean much = most >= examination.limit(RestartLimits.EARLIER_LEAST)
                && start.perMinute(most) >= examination.limit(RestartLimits.EARLIER);
        NodeInfo info = start.info();
        FindingBuilder finding = examination
                .finding(
                        "ED0606",
                        much ? Severity.WARNING : Severity.INFO,
                        supervisor
                                .map(it -> Subject.process(node.name(), it.last()))
                                .orElse(Subject.node(node.name())))
                .title("Before the window something on %s died again and again", node.name())
                .sentence(": %s%s.", deaths > 0 ? ended(info, deaths) : counted(restarts), which(supervisor, deaths))
                .number("ended with an error before the window", deaths, "processes")
                .number("rate", start.perMinute(most), "1/min")
                .evidence(
                        info.at().field("ProcessesTerminated", info.terminated()),
                        info.at().member("LogMessages").element(NodeInfo.ERROR).value(info.logged(NodeInfo.ERROR)))
                .wouldChange("Processes that ended without an error logged for them.")
                .nextCapture("ergodiag capture --attach LOGFILE");
        supervisor.ifPresent(it -> cite(it, restarts, finding));
        finding.add();
    }

    /**
     * Ends that an error was logged for, at most. What ends in the window without an error is taken to have ended so before; and none are
     * told where errors and ends are so apart that they have nothing to do with each other.
     */
    private double deaths(NodeInfo info) {
        double errors = info.bad();
        double normal = Math.max(
                        0,
                        node.infos().rate(it -> it.terminated().value())
                                - node.infos().rate(NodeInfo::bad))
                * start.uptime().toSeconds();
        double ended = Math.max(0, info.terminated().value() - normal);
        return APART * errors >= ended && errors <= 2 * APART * ended ? Math.min(ended, errors) : 0;
    }

    private String ended(NodeInfo info, double deaths) {
        double failed = info.spawnFailed().value();
        return Words.many(info.terminated().value(), "process") + " ended and "
                + Words.many(info.bad(), "error")
                + " were logged since its start " + Numbers.time(start.uptime()) + " before ("
                + Numbers.number(start.perMinute(deaths)) + " a minute)"
                + (failed > 0 ? ", and " + Words.many(failed, "start") + " failed" : "");
    }

    private String counted(double restarts) {
        return Words.many(restarts, "restart") + " since its start " + Numbers.time(start.uptime()) + " before ("
                + Numbers.number(start.perMinute(restarts)) + " a minute)";
    }

    /** Who counts the restarts and which child is young; or that nobody who is there counts any. */
    private String which(Optional<Process> supervisor, double deaths) {
        if (supervisor.isPresent()) {
            return "; " + supervisor.get().last().label() + " counts "
                    + Words.many(restarts(supervisor.get()), "restart")
                    + youngest(supervisor.get())
                            .map(row -> ", its youngest child " + row.label() + " was started "
                                    + Numbers.time(row.uptime()) + " before")
                            .orElse("");
        }
        return deaths > 0 && allSupervisorsWereAsked()
                ? "; no supervisor that is there counts a restart, so the one that did has probably given up and is gone with"
                        + " what it looked after"
                : "; who it was is in no counter";
    }

    private void cite(Process supervisor, double restarts, FindingBuilder finding) {
        finding.number("restarts before the window", restarts, "restarts");
        said(supervisor).ifPresent(it -> finding.evidence(it.at().field("restarts_count", it.text("restarts_count"))));
        youngest(supervisor)
                .ifPresent(child -> finding.relation(
                                Relation.behavior(Relation.Kind.TOOK_ALONG, node.name(), child.behavior()))
                        .evidence(child.at().field("Uptime", child.uptime().toSeconds())));
    }

    /** The supervisor that counts most restarts at its first inspection; empty when none counts any. */
    private Optional<Process> supervisor() {
        return node.processes()
                .asked()
                .filter(process -> !Node.isOurs(process.last()) && restarts(process) > 0)
                .max(Comparator.comparingDouble(EarlierRestarts::restarts).thenComparing(Process::pid));
    }

    private static Optional<Inspection> said(Process process) {
        return process.inspections().first().map(first -> first.it()).filter(Inspection::isSupervisor);
    }

    private static double restarts(Process process) {
        return said(process).map(it -> it.number("restarts_count").orElse(0)).orElse(0.0);
    }

    /** The child that began last, if it is younger than its supervisor. */
    private Optional<ProcessRow> youngest(Process supervisor) {
        return node.processes().stream()
                .map(Process::first)
                .filter(row -> row.parent().equals(supervisor.pid())
                        && row.uptime().compareTo(supervisor.first().uptime()) < 0)
                .min(Comparator.comparing(ProcessRow::uptime).thenComparing(ProcessRow::pid));
    }

    private boolean allSupervisorsWereAsked() {
        List<Process> supervisors = node.current().stream()
                .filter(process -> process.last().isSupervisor())
                .toList();
        return node.cutList().isEmpty()
                && supervisors.stream()
                        .allMatch(process -> process.inspections().first().isPresent());
    }
}
