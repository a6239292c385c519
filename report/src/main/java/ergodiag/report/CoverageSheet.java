package ergodiag.report;

import ergodiag.analyze.Coverage;
import ergodiag.report.Page.Box;
import ergodiag.report.Page.Column;
import ergodiag.report.Page.CoverageMatrix;
import ergodiag.report.Page.CoverageRow;
import ergodiag.report.Page.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was seen of whom: tools by nodes with a sign in each cell, or, for a large cluster, a line per node. */
final class CoverageSheet {
    private static final int NODES_AS_COLUMNS = 16;

    private final List<Coverage> coverage;
    private final Figures figures;
    private final Map<String, Map<String, Coverage>> byTool = new TreeMap<>();
    private final TreeSet<String> nodes = new TreeSet<>();

    CoverageSheet(List<Coverage> coverage, Figures figures) {
        this.coverage = coverage;
        this.figures = figures;
        for (Coverage one : coverage) {
            nodes.add(one.node());
            byTool.computeIfAbsent(one.tool(), tool -> new TreeMap<>()).put(one.node(), one);
        }
    }

    CoverageMatrix matrix() {
        Sheet lacking = figures.cut(lacking());
        if (nodes.size() > NODES_AS_COLUMNS) {
            return new CoverageMatrix(List.of(), List.of(), perNode(), lacking);
        }
        List<Column> columns = nodes.stream()
                .map(node -> new Column(node.isEmpty() ? "(cluster)" : node, false))
                .toList();
        List<CoverageRow> rows = new ArrayList<>();
        byTool.forEach((tool, cells) -> rows.add(new CoverageRow(
                tool,
                nodes.stream()
                        .map(node -> cells.containsKey(node)
                                ? box(cells.get(node))
                                : new Box("", false, "not_asked", "–", "not asked"))
                        .toList())));
        return new CoverageMatrix(columns, rows, Sheet.NONE, lacking);
    }

    private static Box box(Coverage one) {
        return new Box(one.state().replace('_', ' '), false, one.state(), Figures.sign(one.state()), one.detail());
    }

    private Sheet lacking() {
        List<List<Box>> rows = coverage.stream()
                .filter(one -> one.state().equals("partial") || one.state().equals("missing"))
                .map(one -> List.of(
                        text(one.node().isEmpty() ? "(cluster)" : one.node()),
                        text(one.tool()),
                        box(one),
                        text(one.detail())))
                .toList();
        return new Sheet(
                "",
                "What is partial or missing",
                List.of(
                        new Column("Node", false),
                        new Column("Tool", false),
                        new Column("State", false),
                        new Column("Why", false)),
                rows,
                0);
    }

    private Sheet perNode() {
        List<List<Box>> rows = new ArrayList<>();
        for (String node : nodes) {
            List<Box> row = new ArrayList<>();
            row.add(text(node.isEmpty() ? "(cluster)" : node));
            for (String state : List.of("full", "partial", "missing", "not_asked")) {
                long number = coverage.stream()
                        .filter(one -> one.node().equals(node) && one.state().equals(state))
                        .count();
                row.add(new Box(Long.toString(number), true, "", "", ""));
            }
            rows.add(row);
        }
        return new Sheet(
                "",
                "Tools by state, for each node",
                List.of(
                        new Column("Node", false),
                        new Column("Full", true),
                        new Column("Partial", true),
                        new Column("Missing", true),
                        new Column("Not asked", true)),
                rows,
                0);
    }

    private static Box text(String text) {
        return new Box(text, false, "", "", "");
    }
}
