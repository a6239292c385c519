package ergodiag.playbooks.restarts;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Words;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.ergo.Inspection;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;

/** What pools and supervisors say of those they started: workers that were replaced, children that are switched off. */
final class ChildFindings {
    private final Node node;
    private final Process process;
    private final Examination examination;

    private ChildFindings(Node node, Process process, Examination examination) {
        this.node = node;
        this.process = process;
        this.examination = examination;
    }

    static void of(Node node, Examination examination) {
        node.processes()
                .asked()
                .filter(process -> !Node.isOurs(process.last()))
                .map(process -> new ChildFindings(node, process, examination))
                .forEach(each -> {
                    each.replacedWorkers();
                    each.disabledChildren();
                });
    }

    /** A pool replaces a worker that ended; what the worker had in its mailbox is lost. */
    private void replacedWorkers() {
        Series<Inspection> said = process.inspections();
        double replaced = said.growth(inspection -> count(inspection, "worker_restarts"));
        if (replaced < examination.limit(RestartLimits.RESTARTS)) {
            return;
        }
        Inspection last = said.last().orElseThrow().it();
        examination
                .finding("ED0608", Severity.WARNING, Subject.process(node.name(), process.last()))
                .sentence(
                        "The pool %s on %s replaced %s within the window: they end and take along what waits in their mailboxes.",
                        process.last().label(), node.name(), Words.many(replaced, "worker"))
                .number("workers replaced", replaced, "workers")
                .evidence(last.at().field("worker_restarts", last.text("worker_restarts")))
                .wouldChange("The same number at two inspections.")
                .add();
    }

    /** A child that is switched off is not started again until somebody does. */
    private void disabledChildren() {
        process.inspections().last().map(each -> each.it()).ifPresent(last -> {
            double disabled = count(last, "children_disabled");
            if (disabled >= 1 && last.isSupervisor()) {
                examination
                        .finding("ED0609", Severity.INFO, Subject.process(node.name(), process.last()))
                        .sentence(
                                "The supervisor %s on %s has %s of its children switched off, and does not start them again by itself.",
                                process.last().label(), node.name(), Numbers.count(disabled))
                        .number("children switched off", disabled, "processes")
                        .evidence(last.at().field("children_disabled", last.text("children_disabled")))
                        .add();
            }
        });
    }

    private static double count(Inspection inspection, String key) {
        return inspection.number(key).orElse(0);
    }
}
