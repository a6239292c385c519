package ergodiag.findings;

import java.util.List;

/**
 * A table of the report.
 *
 * @param id stable id
 * @param playbook section it belongs to; 0 for the report as a whole
 * @param title heading
 * @param columns its columns
 * @param rows for each row its cells, in the order of the columns
 * @param more number of rows left out
 */
public record Table(String id, int playbook, String title, List<Column> columns, List<List<Cell>> rows, int more) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The same table with so many rows at most. */
    public Table cut(int most) {
        return rows.size() <= most
                ? this
                : new Table(id, playbook, title, columns, rows.subList(0, most), more + rows.size() - most);
    }
}
