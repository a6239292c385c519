package ergodiag.report;

import ergodiag.analyze.Chart;
import ergodiag.analyze.Table;
import ergodiag.report.Page.Box;
import ergodiag.report.Page.Figure;
import ergodiag.report.Page.Sheet;
import ergodiag.report.chart.Drawing;
import ergodiag.report.chart.Labels;
import ergodiag.report.chart.Medium;
import java.util.ArrayList;
import java.util.List;

/** Charts and tables as they are printed. A chart that cannot be drawn costs only itself, and says so in its place. */
final class Figures {
    private static final int MATRIX_AS_TABLE = 12;

    private static final Drawing NOTHING = new Drawing("", false);

    private final Medium medium;
    private final int rows;

    Figures(Medium medium, int rows) {
        this.medium = medium;
        this.rows = rows;
    }

    List<Figure> of(List<Chart> charts, int playbook) {
        return charts.stream()
                .filter(chart -> chart.playbook() == playbook)
                .map(this::figure)
                .toList();
    }

    List<Sheet> sheets(List<Table> tables, int playbook) {
        return tables.stream()
                .filter(table -> table.playbook() == playbook)
                .map(this::sheet)
                .toList();
    }

    /** A chart for the first page: the section it belongs to shows it again, so its name is another. */
    Figure lead(Chart chart) {
        return figure(chart.named("lead-" + chart.id()));
    }

    private Figure figure(Chart chart) {
        try {
            boolean matrix = chart.kind() == Chart.Kind.MATRIX;
            if (matrix && chart.categories().size() <= MATRIX_AS_TABLE) {
                return figure(chart, NOTHING, "", matrix(chart));
            }
            if (!matrix && !hasValues(chart)) {
                return figure(chart, NOTHING, "There are no readings for this chart.", Sheet.NONE);
            }
            return figure(chart, Drawing.of(chart, medium), "", matrix ? striking(chart) : Sheet.NONE);
        } catch (RuntimeException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            String failure = "This chart could not be drawn (" + reason + "). Nothing else is affected.";
            return figure(chart, NOTHING, failure, Sheet.NONE);
        }
    }

    private static boolean hasValues(Chart chart) {
        return chart.series().stream().flatMap(one -> one.values().stream()).anyMatch(value -> !value.isNaN());
    }

    private static Figure figure(Chart chart, Drawing drawing, String failure, Sheet table) {
        return new Figure(
                "c-" + Words.slug(chart.id()),
                chart.title(),
                drawing.svg(),
                drawing.wide(),
                Words.sentence(chart.caption()),
                failure,
                table);
    }

    /** A small matrix as a table: rows are named and numbered, columns are the numbers. */
    private static Sheet matrix(Chart chart) {
        List<String> names = new ArrayList<>();
        names.add("from / to");
        List<List<Box>> rows = new ArrayList<>();
        for (int i = 0; i < chart.categories().size(); i++) {
            names.add(Integer.toString(i + 1));
            List<Box> row = new ArrayList<>();
            row.add(plain((i + 1) + "  " + chart.categories().get(i)));
            chart.cells().get(i).forEach(cell -> row.add(box(cell)));
            rows.add(row);
        }
        return new Sheet("", chart.title(), Columns.alike(names, rows), rows, 0);
    }

    /** What is not well in a large matrix, as a list: the drawing shows where, the list says what. */
    private Sheet striking(Chart chart) {
        List<List<Box>> found = new ArrayList<>();
        for (int from = 0; from < chart.cells().size(); from++) {
            for (int to = 0; to < chart.cells().get(from).size(); to++) {
                Chart.Cell cell = chart.cells().get(from).get(to);
                if (List.of("warning", "critical", "unknown").contains(cell.state())) {
                    found.add(List.of(
                            plain((from + 1) + "  " + chart.categories().get(from)),
                            plain((to + 1) + "  " + chart.categories().get(to)),
                            box(cell),
                            plain(cell.hint())));
                }
            }
        }
        List<String> names = List.of("From", "To", "State", "What");
        return cut(Sheet.of("", chart.title() + ": what is not well", names, List.of(), found));
    }

    private static Box plain(String text) {
        return new Box(text, false, "", "", "");
    }

    private static Box box(Chart.Cell cell) {
        return new Box(cell.text(), false, cell.state(), sign(cell.state()), cell.hint());
    }

    /** A sign for a state, so that colour is never alone; all of them are in the fonts of the PDF. */
    static String sign(String state) {
        return switch (state) {
            case "ok", "full" -> "●";
            case "info" -> "i";
            case "warning" -> "!";
            case "partial" -> "○";
            case "critical", "missing" -> "×";
            case "unknown" -> "?";
            default -> "–";
        };
    }

    private Sheet sheet(Table table) {
        List<List<Box>> rows = table.rows().stream()
                .<List<Box>>map(row -> {
                    List<Box> cells = new ArrayList<>();
                    for (int c = 0; c < table.columns().size(); c++) {
                        String text =
                                c < row.size() ? Labels.shortened(row.get(c), medium == Medium.PRINT ? 110 : 300) : "";
                        cells.add(new Box(text, isNumeric(table, c), "", "", ""));
                    }
                    return cells;
                })
                .toList();
        Sheet whole = Sheet.of("t-" + Words.slug(table.id()), table.title(), table.columns(), table.numeric(), rows);
        return cut(new Sheet(whole.anchor(), whole.title(), whole.columns(), rows, table.more()));
    }

    private static boolean isNumeric(Table table, int column) {
        return column < table.numeric().size() && table.numeric().get(column);
    }

    Sheet cut(Sheet sheet) {
        int left = Math.max(0, sheet.rows().size() - rows);
        return new Sheet(
                sheet.anchor(),
                sheet.title(),
                sheet.columns(),
                sheet.rows().stream().limit(rows).toList(),
                sheet.more() + left);
    }
}
