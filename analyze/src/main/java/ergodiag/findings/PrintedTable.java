package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import ergodiag.findings.Column.Compared;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A table, its columns and rows as printed, with the values beside them; a file of an older version has none. */
record PrintedTable(
        String id,
        int playbook,
        String title,
        List<String> columns,
        List<String> units,
        List<Compared> compared,
        List<List<String>> rows,
        @JsonSetter(contentNulls = Nulls.SET) List<List<OptionalDouble>> values,
        int more) {

    static PrintedTable of(Table it) {
        return new PrintedTable(
                it.id(),
                it.playbook(),
                it.title(),
                it.columns().stream().map(Column::heading).toList(),
                it.columns().stream().map(Column::unit).toList(),
                it.columns().stream().map(Column::compared).toList(),
                it.rows().stream()
                        .map(row -> row.stream().map(Cell::text).toList())
                        .toList(),
                it.rows().stream()
                        .map(row -> row.stream().map(Cell::value).toList())
                        .toList(),
                it.more());
    }

    Table table() {
        List<Column> typed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            typed.add(new Column(columns.get(i), at(units, i, ""), at(compared, i, Compared.NEVER)));
        }
        List<List<Cell>> cells = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            cells.add(row(rows.get(i), at(values, i, List.of())));
        }
        return new Table(id, playbook, title, typed, cells, more);
    }

    private static List<Cell> row(List<String> texts, List<OptionalDouble> values) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            cells.add(new Cell(texts.get(i), at(values, i, OptionalDouble.empty())));
        }
        return List.copyOf(cells);
    }

    private static <T> T at(List<T> list, int index, T otherwise) {
        return index < list.size() ? list.get(index) : otherwise;
    }
}
