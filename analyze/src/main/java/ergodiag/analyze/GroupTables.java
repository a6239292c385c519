package ergodiag.analyze;

import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Finding;
import ergodiag.findings.Measure;
import ergodiag.findings.Subject;
import ergodiag.findings.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A table for each finding that was made of many equal ones: every subject with its numbers. */
final class GroupTables {
    private GroupTables() {}

    static List<Table> of(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.also().isEmpty())
                .map(GroupTables::table)
                .toList();
    }

    private static Table table(Finding finding) {
        List<Finding> members =
                Stream.concat(Stream.of(finding), finding.also().stream()).toList();
        Set<Column> measures = new LinkedHashSet<>();
        finding.also().forEach(member -> member.basis().numbers().forEach(number -> measures.add(column(number))));
        List<Column> columns = new ArrayList<>(List.of(Column.text("Node"), Column.text("Subject")));
        boolean place =
                members.stream().anyMatch(member -> !member.subject().function().isEmpty());
        if (place) {
            columns.add(Column.text("Stands in"));
        }
        columns.addAll(measures);
        return new Table(
                "alike-" + finding.id().toLowerCase(Locale.ROOT),
                finding.playbook(),
                finding.code() + ": all " + members.size() + " it was found of",
                columns,
                members.stream().map(member -> row(member, place, measures)).toList(),
                0);
    }

    private static Column column(Measure number) {
        return Column.in(number.name(), number.unit());
    }

    private static List<Cell> row(Finding member, boolean place, Set<Column> measures) {
        Subject about = member.subject();
        String label = about.label() + (about.name().isEmpty() ? "" : " " + about.pid());
        List<Cell> cells = new ArrayList<>(List.of(Cell.text(about.node()), Cell.text(label.trim())));
        if (place) {
            cells.add(Cell.text(about.function()));
        }
        for (Column measure : measures) {
            cells.add(member.basis().numbers().stream()
                    .filter(number -> column(number).equals(measure))
                    .findFirst()
                    .map(number -> Cell.number(number.value()))
                    .orElse(Cell.EMPTY));
        }
        return cells;
    }
}
