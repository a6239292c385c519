package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Words;
import ergodiag.cluster.Node;
import ergodiag.cluster.inventory.Inventory;
import ergodiag.cluster.inventory.Inventory.Loss;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.List;

/** What a node had by name when the capture began, and has no more. */
final class Vanished {
    private final Node node;
    private final Examination examination;

    Vanished(Node node, Examination examination) {
        this.node = node;
        this.examination = examination;
    }

    /** On a node that started anew, or fell silent, all that is told by its own finding. */
    void judge() {
        if (node.restarted() || node.fellSilentAt().isPresent()) {
            return;
        }
        processes();
        events();
    }

    /** A named process that ended and was not started again; names that take turns are those of jobs. */
    private void processes() {
        Inventory<ProcessRow> inventory = Inventory.processes(node);
        List<ProcessRow> newcomers = inventory.newcomers();
        inventory.losses().stream()
                .filter(loss -> newcomers.stream().noneMatch(row -> isOneOf(row, loss.last())))
                .forEach(this::ended);
    }

    private static boolean isOneOf(ProcessRow one, ProcessRow other) {
        return one.behavior().equals(other.behavior()) && one.application().equals(other.application());
    }

    private void ended(Loss<ProcessRow> loss) {
        examination
                .finding("ED0132", Severity.INFO, Subject.process(node.name(), loss.last()))
                .sentence(
                        "%s (%s) of %s ended within the window, and no process has had its name since.",
                        loss.name(), loss.last().behavior(), node.name())
                .since(loss.firstMissed())
                .evidence(loss.last().at().field("Name", loss.name()))
                .wouldChange("A process of that name in one of the last two readings.")
                .add();
    }

    /** An event that is no longer registered ends every subscription to it. */
    private void events() {
        for (Loss<EventInfo> loss : Inventory.events(node).losses()) {
            EventInfo event = loss.last();
            boolean missed = event.subscribers() > 0;
            examination
                    .finding(
                            "ED0133",
                            missed ? Severity.WARNING : Severity.INFO,
                            Subject.event(node.name(), event.name(), event.producer(), "", ""))
                    .sentence(
                            "The event %s of %s is not registered any more%s.",
                            event.name(),
                            node.name(),
                            missed ? ", and had " + Words.many(event.subscribers(), "subscriber") : "")
                    .since(loss.firstMissed())
                    .number("subscribers", event.subscribers(), "processes")
                    .evidence(event.at().field("Subscribers", event.subscribers()))
                    .wouldChange("The event in one of the last two readings.")
                    .add();
        }
    }
}
