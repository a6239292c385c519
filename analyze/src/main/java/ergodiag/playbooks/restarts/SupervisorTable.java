package ergodiag.playbooks.restarts;

import ergodiag.analyze.Bars;
import ergodiag.analyze.Examination;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.ergo.Inspection;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The supervisors that were asked: how often they restarted, and how much of that they allow. */
final class SupervisorTable {
    private static final int ROWS = 30;

    private record Row(Node node, Process process, Series<Inspection> said) {
        double restarts() {
            return Math.max(0, said.growth(inspection -> value(inspection, "restarts_count")));
        }

        double share() {
            Inspection last = said.last().orElseThrow().it();
            double allowed = value(last, "intensity");
            double rate = Math.max(0, said.rate(inspection -> value(inspection, "restarts_count")));
            return allowed > 0 ? 100 * rate * value(last, "period") / allowed : 0;
        }

        static double value(Inspection inspection, String field) {
            return inspection.number(field).orElse(0);
        }
    }

    private SupervisorTable() {}

    static void add(Cluster cluster, Examination examination) {
        List<Row> rows = rows(cluster);
        table(rows).ifPresent(examination::table);
        Bars.of(
                        "restarts",
                        6,
                        "Restarts by supervisor",
                        "restarts",
                        rows.stream().filter(row -> row.said().hasTwo()).toList(),
                        row -> row.process().last().label() + " on "
                                + row.node().name(),
                        Row::restarts,
                        "Children that each supervisor restarted between the first and the last time it was asked.")
                .ifPresent(examination::chart);
    }

    private static List<Row> rows(Cluster cluster) {
        return cluster.nodes().stream()
                .flatMap(node -> node.processes().stream()
                        .filter(process -> !Node.isOurs(process.last()))
                        .map(process -> new Row(node, process, said(process))))
                .filter(row -> !row.said().isEmpty())
                .sorted(Comparator.comparing((Row row) -> -row.share())
                        .thenComparing(row -> -row.restarts())
                        .thenComparing(row -> row.node().name())
                        .thenComparing(row -> row.process().last().label()))
                .toList();
    }

    private static Optional<Table> table(List<Row> rows) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "supervisors",
                        6,
                        "Restarts by supervisor",
                        List.of(
                                Column.text("Node"),
                                Column.text("Supervisor"),
                                Column.text("Behaviour"),
                                Column.in("Allows", "restarts"),
                                Column.in("In", "s"),
                                Column.count("Restarts in the window"),
                                Column.in("Of what it allows", "%")),
                        rows.stream().limit(ROWS).map(SupervisorTable::cells).toList(),
                        Math.max(0, rows.size() - ROWS)));
    }

    private static Series<Inspection> said(Process process) {
        return process.inspections()
                .flatMap(inspection -> inspection.isSupervisor() ? Optional.of(inspection) : Optional.empty());
    }

    private static List<Cell> cells(Row row) {
        Inspection last = row.said().last().orElseThrow().it();
        boolean two = row.said().hasTwo();
        return List.of(
                Cell.text(row.node().name()),
                Cell.text(row.process().last().label()),
                Cell.text(row.process().last().behavior()),
                Cell.number(Row.value(last, "intensity")),
                Cell.number(Row.value(last, "period")),
                two ? Cell.count(row.restarts()) : Cell.text("asked once"),
                two ? Cell.count(row.share()) : Cell.EMPTY);
    }
}
