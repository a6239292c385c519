package ergodiag.analyze.compare;

import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Column.Compared;
import ergodiag.findings.Comparison.Shift;
import ergodiag.findings.Findings;
import ergodiag.findings.Table;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the tables of two results say differently about the same node, link, process or event. What a column means for that, and the values
 * of the cells, come with the tables; a result of an older version has texts only, so that of its numbers every other text is told and no rate.
 */
final class Counters {
    /** A rate has changed when it is this many times as large. */
    private static final double NOTABLE = 1.5;

    /** Whose row it is, in the words of the key columns, and its other cells by their heading. */
    private record Row(String subject, Map<String, Cell> cells) {}

    private Counters() {}

    static List<Shift> between(Findings before, Findings after) {
        return compared(before, after, Compared.VALUE, Compared.RATE);
    }

    static List<Shift> versions(Findings before, Findings after) {
        return compared(before, after, Compared.VERSION);
    }

    private static List<Shift> compared(Findings before, Findings after, Compared... kinds) {
        return after.tables().stream()
                .flatMap(now -> before.tables().stream()
                        .filter(table -> table.id().equals(now.id()))
                        .limit(1)
                        .flatMap(then -> shifts(then, now, List.of(kinds))))
                .toList();
    }

    private static Stream<Shift> shifts(Table then, Table now, List<Compared> kinds) {
        List<Column> columns = now.columns().stream().anyMatch(Column::isKey) ? now.columns() : then.columns();
        Map<List<String>, Row> old = rows(then, columns);
        return rows(now, columns).entrySet().stream()
                .flatMap(row -> Optional.ofNullable(old.get(row.getKey())).stream()
                        .flatMap(before -> columns.stream()
                                .filter(column -> kinds.contains(column.compared()))
                                .flatMap(column -> shift(column, before, row.getValue()).stream())));
    }

    private static Optional<Shift> shift(Column column, Row then, Row now) {
        Cell after = now.cells().getOrDefault(column.heading(), Cell.EMPTY);
        Cell before = then.cells().getOrDefault(column.heading(), after);
        boolean told = column.compared() == Compared.RATE ? isNotable(before, after) : !before.says(after);
        return told
                ? Optional.of(new Shift(now.subject(), column.heading(), before.text(), after.text()))
                : Optional.empty();
    }

    private static boolean isNotable(Cell before, Cell after) {
        double less = Math.min(before.value().orElse(0), after.value().orElse(0));
        double more = Math.max(before.value().orElse(0), after.value().orElse(0));
        return before.value().isPresent() && after.value().isPresent() && more >= 1 && more >= NOTABLE * less;
    }

    /** The rows of a table by their keys, the first of each; empty where it has no keys. */
    private static Map<List<String>, Row> rows(Table table, List<Column> columns) {
        List<Column> keys = columns.stream().filter(Column::isKey).toList();
        Map<List<String>, Row> rows = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            return rows;
        }
        for (List<Cell> cells : table.rows()) {
            Map<String, Cell> byHeading = new HashMap<>();
            for (int i = 0; i < Math.min(cells.size(), table.columns().size()); i++) {
                byHeading.put(table.columns().get(i).heading(), cells.get(i));
            }
            List<String> key = keys.stream()
                    .map(column ->
                            byHeading.getOrDefault(column.heading(), Cell.EMPTY).text())
                    .toList();
            rows.putIfAbsent(key, new Row(subject(keys, key), byHeading));
        }
        return rows;
    }

    /** {@code node: process}, or {@code node → node} for a link. */
    private static String subject(List<Column> keys, List<String> texts) {
        StringBuilder subject = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            String before = keys.get(i).compared() == Compared.OTHER_END ? " → " : ": ";
            if (!texts.get(i).isEmpty()) {
                subject.append(subject.isEmpty() ? "" : before).append(texts.get(i));
            }
        }
        return subject.toString();
    }
}
