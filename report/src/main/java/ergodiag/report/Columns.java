package ergodiag.report;

import ergodiag.report.Page.Box;
import ergodiag.report.Page.Column;
import ergodiag.report.Page.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each column of a table its share of the width, from what stands in it; left to itself paper breaks words to letters. Where paper is too
 * narrow for all, each column keeps the room that its longest words want, those of its heading first, and the columns of long texts, such as
 * names, which may break at dots, give way. A letter is the width of a digit.
 */
public final class Columns {
    private static final int WIDEST = 46;
    /** So much goes into a row of A4 (510 pt) in letters of the usual size and of the smaller one, and between two columns, as {@code print.css} has them. */
    private static final double USUAL_ROW = 112;

    private static final double USUAL_SPACE = 1.7;
    private static final double DENSE_ROW = 135;
    private static final double DENSE_SPACE = 1.3;
    /** Longer words of cells may be broken. */
    private static final double LONGEST_KEPT = 11;

    private Columns() {}

    /** A table whose columns are as wide as their texts want. */
    public static Sheet sheet(
            String anchor, String title, List<String> names, List<Boolean> numeric, List<List<Box>> rows) {
        return new Sheet(anchor, title, of(names, numeric, rows), rows, 0);
    }

    /** The same of which so many rows are left out. */
    public static Sheet sheet(String anchor, String title, List<String> names, List<List<Box>> rows, int more) {
        return new Sheet(anchor, title, of(names, List.of(), rows), rows, more);
    }

    static List<Column> of(List<String> names, List<Boolean> numeric, List<List<Box>> rows) {
        int[] letters = new int[names.size()];
        for (int c = 0; c < letters.length; c++) {
            letters[c] = Math.max(longestWord(names.get(c)) + 2, Math.min(WIDEST, usual(c, rows)) + 1);
        }
        double[] shares = shares(names, rows, letters);
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < letters.length; c++) {
            boolean right = c < numeric.size() && numeric.get(c);
            columns.add(new Column(names.get(c), right, letters[c], shares[c]));
        }
        return columns;
    }

    private static double[] shares(List<String> names, List<List<Box>> rows, int[] letters) {
        boolean dense = Sheet.areDense(Arrays.stream(letters));
        double room = dense ? DENSE_ROW : USUAL_ROW;
        double[] least = new double[letters.length];
        double[] more = new double[letters.length];
        for (int c = 0; c < letters.length; c++) {
            double heading = widest(words(names.get(c)));
            double cells = Math.min(LONGEST_KEPT, usualWord(c, rows));
            least[c] = Math.max(heading, cells) + (dense ? DENSE_SPACE : USUAL_SPACE);
            more[c] = Math.max(0, letters[c] - least[c]);
        }
        double left = room - Arrays.stream(least).sum();
        double wanted = Arrays.stream(more).sum();
        double given = wanted == 0 ? 0 : Math.max(0, Math.min(1, left / wanted));
        double[] widths = new double[letters.length];
        Arrays.setAll(widths, c -> least[c] + given * more[c]);
        double all = Arrays.stream(widths).sum();
        return Arrays.stream(widths)
                .map(width -> Math.floor(1000 * width / all) / 10)
                .toArray();
    }

    /** The first column as wide as it wants, all others alike. */
    static List<Column> alike(List<String> names, List<List<Box>> rows) {
        List<Column> wanted = of(names, List.of(), rows);
        int first = wanted.get(0).letters();
        int other = wanted.stream().skip(1).mapToInt(Column::letters).max().orElse(0);
        int all = first + other * (names.size() - 1);
        return wanted.stream()
                .map(column -> column == wanted.get(0)
                        ? new Column(column.name(), false, first, 100.0 * first / all)
                        : new Column(column.name(), false, other, 100.0 * other / all))
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

    /** The width of the longest word that nine of ten texts of the column do not exceed; a name breaks at its dots and other signs. */
    private static double usualWord(int column, List<List<Box>> rows) {
        double[] widths = rows.stream()
                .filter(row -> column < row.size())
                .mapToDouble(row -> widest(row.get(column).text().split("[\\s.@/:_-]+")))
                .sorted()
                .toArray();
        return widths.length == 0 ? 0 : widths[(widths.length - 1) * 9 / 10];
    }

    private static int longestWord(String name) {
        return Arrays.stream(words(name)).mapToInt(String::length).max().orElse(0);
    }

    private static String[] words(String text) {
        return text.split("\\s+");
    }

    /** How wide the widest of the words is in bold Liberation Sans. */
    private static double widest(String[] words) {
        return Arrays.stream(words)
                .mapToDouble(word -> word.chars().mapToDouble(Columns::width).sum())
                .max()
                .orElse(0);
    }

    private static double width(int letter) {
        if ("iljtfIr.,:;'()[]|!".indexOf(letter) >= 0) {
            return 0.65;
        }
        if ("mMwW@%".indexOf(letter) >= 0) {
            return 1.65;
        }
        return Character.isUpperCase(letter) ? 1.35 : 1.1;
    }
}
