package ergodiag.report;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.MatrixCell;
import ergodiag.findings.Column;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.findings.Severity;
import ergodiag.findings.Table;
import ergodiag.report.Page.Box;
import ergodiag.report.Page.Figure;
import ergodiag.report.Page.Sheet;
import ergodiag.report.chart.Drawing;
import ergodiag.report.chart.Frame;
import ergodiag.report.chart.Letters;
import ergodiag.report.chart.Medium;
import ergodiag.report.chart.SafeText;
import ergodiag.report.chart.SmallMultiples;
import ergodiag.report.chart.TimelineChart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Charts and tables as they are printed. A chart that cannot be drawn costs only itself, and says so in its place. */
public final class Figures {
    private static final int MATRIX_AS_TABLE = 12;

    private static final Set<MatrixCell.State> STRIKING =
            EnumSet.of(MatrixCell.State.WARNING, MatrixCell.State.CRITICAL, MatrixCell.State.UNKNOWN);

    private final Medium medium;
    private final int rows;
    private final Findings findings;
    private final ChartAnnotations marks;
    private final List<String> nodes;

    public Figures(Findings findings, Medium medium, int rows) {
        this.medium = medium;
        this.rows = rows;
        this.findings = findings;
        this.marks = new ChartAnnotations(findings);
        this.nodes = coloured(findings.nodes());
    }

    /** The nodes in the order of their colours: by name, but where there are more than colours those with findings come first. */
    private static List<String> coloured(List<NodeSummary> nodes) {
        List<NodeSummary> order = new ArrayList<>(nodes);
        if (nodes.size() > Frame.COLOURS) {
            order.sort(Comparator.comparing(
                    (NodeSummary node) -> -node.worst().map(Severity::ordinal).orElse(-1)));
        }
        return order.stream().map(NodeSummary::name).toList();
    }

    /** The charts of a playbook; the last of an odd number has the whole width. */
    List<Figure> of(int playbook) {
        List<Chart> charts = findings.charts().stream()
                .filter(chart -> chart.playbook() == playbook)
                .toList();
        List<Figure> figures = new ArrayList<>();
        int narrow = 0;
        for (int i = 0; i < charts.size(); i++) {
            boolean last = i == charts.size() - 1;
            Figure figure = figure(charts.get(i), setting(charts.get(i), last && narrow % 2 == 0, false));
            narrow += figure.wide() || figure.hasTable() ? 0 : 1;
            figures.add(figure);
            each(charts.get(i)).ifPresent(figures::add);
        }
        return figures;
    }

    /** The nodes of a chart one by one, where they are many and something was found. */
    private Optional<Figure> each(Chart chart) {
        boolean found = findings.findings().stream()
                .anyMatch(finding -> finding.playbook() == chart.playbook() && finding.severity() != Severity.INFO);
        if (!found || Letters.missing().isPresent()) {
            return Optional.empty();
        }
        int left = chart.series().size() - SmallMultiples.MOST;
        String topic = chart.topic().isEmpty() ? chart.title() : chart.topic();
        return Drawing.each(chart, setting(chart, true, false))
                .map(drawing -> new Figure(
                        "c-" + ReportWords.slug(chart.id()) + "-each",
                        topic + ", each node by itself",
                        "",
                        drawing,
                        "All to the same scale, from zero, those that move most first"
                                + (left > 0 ? "; " + left + " more move less." : "."),
                        "",
                        Sheet.NONE));
    }

    /** What happened when, as a drawing; empty where nothing happened to a node. */
    Optional<Figure> timeline(String id) {
        Instant started = findings.bundle().started();
        Instant finished = findings.bundle().finished();
        String title = "What happened on which node";
        String caption = "The list of the timeline says more of each.";
        return TimelineChart.of(
                        findings.timeline(),
                        id,
                        new Frame(medium, true, false, nodes, marks.bands()),
                        started,
                        finished,
                        title + ". " + caption)
                .map(drawing -> new Figure("c-" + id, title, "", drawing, caption, "", Sheet.NONE));
    }

    private Frame setting(Chart chart, boolean alone, boolean lead) {
        return new Frame(medium, alone, lead, nodes, marks.of(chart));
    }

    List<Sheet> sheets(List<Table> tables, int playbook) {
        return tables.stream()
                .filter(table -> table.playbook() == playbook)
                .map(this::sheet)
                .toList();
    }

    /** A chart for the first page: the section it belongs to shows it again, so its name is another. */
    Figure lead(Chart chart) {
        Chart lead = chart.named("lead-" + chart.id());
        return figure(lead, setting(lead, true, true));
    }

    private Figure figure(Chart chart, Frame setting) {
        try {
            boolean matrix = chart.kind() == Chart.Kind.MATRIX;
            if (matrix && chart.categories().size() <= MATRIX_AS_TABLE) {
                return figure(chart, Drawing.NONE, "", matrix(chart));
            }
            if (Letters.missing().isPresent()) {
                return figure(chart, Drawing.NONE, Letters.NO_CHART, matrix ? striking(chart) : Sheet.NONE);
            }
            if (!matrix && !Drawing.hasValues(chart)) {
                return figure(chart, Drawing.NONE, "There are no readings for this chart.", Sheet.NONE);
            }
            return figure(chart, Drawing.of(chart, setting), "", matrix ? striking(chart) : Sheet.NONE);
        } catch (RuntimeException e) {
            String failure = Drawing.failed(e);
            return figure(chart, Drawing.NONE, failure, Sheet.NONE);
        }
    }

    private Figure figure(Chart chart, Drawing drawing, String failure, Sheet table) {
        return new Figure(
                "c-" + ReportWords.slug(chart.id()),
                chart.title(),
                chart.topic(),
                drawing,
                drawing.svg().isEmpty() ? ReportWords.sentence(chart.caption()) : marks.caption(chart),
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
                MatrixCell cell = chart.cells().get(from).get(to);
                if (STRIKING.contains(cell.state())) {
                    found.add(List.of(
                            plain((from + 1) + "  " + chart.categories().get(from)),
                            plain((to + 1) + "  " + chart.categories().get(to)),
                            box(cell),
                            plain(cell.hint())));
                }
            }
        }
        List<String> names = List.of("From", "To", "State", "What");
        return cut(Columns.sheet("", chart.title() + ": what is not well", names, List.of(), found));
    }

    private static Box plain(String text) {
        return new Box(text, false, "", "", "");
    }

    private static Box box(MatrixCell cell) {
        return new Box(cell.text(), false, cell.state().word(), sign(cell.state()), cell.hint());
    }

    /** A sign for a state, so that colour is never alone; all of them are in the fonts of the PDF. */
    private static String sign(MatrixCell.State state) {
        return switch (state) {
            case OK -> "●";
            case INFO -> "i";
            case WARNING -> "!";
            case CRITICAL -> "×";
            case UNKNOWN -> "?";
            case SELF -> "–";
        };
    }

    private Sheet sheet(Table table) {
        List<Column> columns = table.columns();
        List<List<Box>> rows = table.rows().stream()
                .<List<Box>>map(row -> {
                    List<Box> cells = new ArrayList<>();
                    for (int c = 0; c < columns.size(); c++) {
                        String text = c < row.size() ? row.get(c).text() : "";
                        String shown = SafeText.shortened(text, medium == Medium.PRINT ? 110 : 300);
                        cells.add(new Box(shown, columns.get(c).isNumeric(), "", "", ""));
                    }
                    return cells;
                })
                .toList();
        Sheet whole = Columns.sheet(
                "t-" + ReportWords.slug(table.id()),
                table.title(),
                columns.stream().map(Column::heading).toList(),
                columns.stream().map(Column::isNumeric).toList(),
                rows);
        return cut(new Sheet(whole.anchor(), whole.title(), whole.columns(), rows, table.more()));
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
