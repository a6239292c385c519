package ergodiag.playbooks.leak;

import ergodiag.analyze.Bars;
import ergodiag.analyze.Examination;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Table;
import ergodiag.playbooks.leak.Families.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The families of processes: how many there were and are, and how many came and went between the lists. */
final class FamilyTable {
    private static final int ROWS = 30;
    private static final int LARGEST = 5;
    private static final int LIVELIEST = 3;

    /** A family of a node. */
    private record Row(Node node, Family family) {}

    private FamilyTable() {}

    /** Of each node the largest families and those with most coming and going. */
    static void add(Cluster cluster, Examination examination) {
        List<Row> rows = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            List<Family> families = Families.of(node);
            List<Family> lively = families.stream()
                    .skip(LARGEST)
                    .filter(family -> family.grown() != 0)
                    .sorted(Comparator.comparing((Family family) -> -Math.abs(family.grown())))
                    .limit(LIVELIEST)
                    .toList();
            Stream.concat(families.stream().limit(LARGEST), lively.stream())
                    .forEach(family -> rows.add(new Row(node, family)));
        }
        List<Row> sorted = rows.stream()
                .sorted(Comparator.comparing((Row row) -> -Math.abs(row.family().grown()))
                        .thenComparing(row -> -row.family().churn())
                        .thenComparing(row -> -row.family().last()))
                .toList();
        Bars.of(
                        "families-grown",
                        5,
                        "Families that grew",
                        "processes",
                        sorted,
                        row -> row.family().behavior() + " on " + row.node().name(),
                        row -> row.family().grown(),
                        "Processes more in the last list than in the first, by behaviour and parent.")
                .ifPresent(examination::chart);
        examination.table(new Table(
                "families",
                5,
                "Families of processes: the largest and those that changed most",
                List.of(
                        Column.text("Node"),
                        Column.text("Behaviour"),
                        Column.text("Application"),
                        Column.text("Started by"),
                        Column.count("First"),
                        Column.count("Last"),
                        Column.count("Grown by"),
                        Column.count("Came"),
                        Column.count("Went")),
                sorted.stream().limit(ROWS).map(FamilyTable::cells).toList(),
                Math.max(0, sorted.size() - ROWS)));
    }

    private static List<Cell> cells(Row row) {
        Family family = row.family();
        return List.of(
                Cell.text(row.node().name()),
                Cell.text(family.behavior()),
                Cell.text(family.application()),
                Cell.text(
                        family.isOrphaned()
                                ? (family.parentBehavior() + " that ended").strip()
                                : family.parent().map(ProcessRow::label).orElse(family.parentPid())),
                Cell.count(family.first()),
                Cell.count(family.last()),
                Cell.count(family.grown()),
                Cell.count(family.came()),
                Cell.count(family.went()));
    }
}
