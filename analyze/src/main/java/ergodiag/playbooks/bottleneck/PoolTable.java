package ergodiag.playbooks.bottleneck;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.ergo.Inspection;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pools of the cluster: how much each can hold, how full it is, and what it dropped. */
final class PoolTable {
    private PoolTable() {}

    /** Empty where no pool of the system told of itself. */
    static Optional<Table> of(Cluster cluster, int most) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            for (Process process : node.current()) {
                process.inspections()
                        .last()
                        .map(last -> last.it())
                        .filter(Inspection::isPool)
                        .ifPresent(said -> rows.add(row(node, process, said)));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "pools",
                        2,
                        "Pools: capacity is the number of workers times the mailbox of one",
                        List.of(
                                Column.key("Node"),
                                Column.key("Pool"),
                                Column.count("Workers"),
                                Column.count("Mailbox of each"),
                                Column.count("Capacity"),
                                Column.count("Waiting"),
                                Column.in("Full", "%"),
                                Column.count("Forwarded ever"),
                                Column.count("Dropped ever")),
                        rows.stream().limit(most).toList(),
                        Math.max(0, rows.size() - most)));
    }

    private static List<Cell> row(Node node, Process process, Inspection said) {
        PoolCapacity capacity = PoolCapacity.of(node, process, said);
        return List.of(
                Cell.text(node.name()),
                Cell.text(process.last().label()),
                Cell.count(capacity.workers()),
                capacity.isLimited() ? Cell.count(capacity.mailbox()) : Cell.text("no limit"),
                capacity.isLimited() ? Cell.count(capacity.messages()) : Cell.text("no limit"),
                Cell.count(capacity.waiting()),
                capacity.isLimited() ? Cell.number(capacity.percent()) : Cell.EMPTY,
                Cell.count(said.number("messages_forwarded").orElse(0)),
                Cell.count(said.number("messages_unhandled").orElse(0)));
    }
}
