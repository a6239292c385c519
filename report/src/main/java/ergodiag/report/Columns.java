package ergodiag.report;

import ergodiag.report.Page.Box;
import ergodiag.report.Page.Column;
import ergodiag.report.Page.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives each column of a table its share of the width, from what stands in it; left to itself paper breaks words to letters. */
final class Columns {
    private static final int WIDEST = 46;

    private Columns() {}

    /** A table whose columns are as wide as their texts want. */
    static Sheet sheet(String anchor, String title, List<String> names, List<Boolean> numeric, List<List<Box>> rows) {
        return new Sheet(anchor, title, of(names, numeric, rows), rows, 0);
    }

    private static List<Column> of(List<String> names, List<Boolean> numeric, List<List<Box>> rows) {
        int[] letters = new int[names.size()];
        int all = 0;
        for (int c = 0; c < letters.length; c++) {
            letters[c] = Math.max(longestWord(names.get(c)) + 2, Math.min(WIDEST, usual(c, rows)) + 1);
            all += letters[c];
        }
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < letters.length; c++) {
            boolean right = c < numeric.size() && numeric.get(c);
            columns.add(new Column(names.get(c), right, letters[c], Math.max(2, 100 * letters[c] / all)));
        }
        return columns;
    }

    /** The first column as wide as it wants, all others alike. */
    static List<Column> alike(List<String> names, List<List<Box>> rows) {
        List<Column> wanted = of(names, List.of(), rows);
        int first = wanted.get(0).letters();
        int other = wanted.stream().skip(1).mapToInt(Column::letters).max().orElse(0);
        int all = first + other * (names.size() - 1);
        return wanted.stream()
                .map(column -> column == wanted.get(0)
                        ? new Column(column.name(), false, first, 100 * first / all)
                        : new Column(column.name(), false, other, 100 * other / all))
                .toList();
    }

    /** The length that nine of ten texts of the column do not exceed. */
    private static int usual(int column, List<List<Box>> rows) {
        int[] lengths = rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> row.get(column).text().length()
                        + (row.get(column).sign().isEmpty() ? 0 : 2))
                .sorted()
                .toArray();
        return lengths.length == 0
                ? 0
                : Math.max(lengths[(lengths.length - 1) * 9 / 10], Math.min(18, lengths[lengths.length - 1]));
    }

    private static int longestWord(String name) {
        return Arrays.stream(name.split("\\s+")).mapToInt(String::length).max().orElse(0);
    }
}
