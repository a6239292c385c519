package ergodiag.report;

import ergodiag.findings.CoverageCell;
import ergodiag.findings.CoverageCell.State;
import ergodiag.report.Page.Box;
import ergodiag.report.Page.CoverageMatrix;
import ergodiag.report.Page.CoverageRow;
import ergodiag.report.Page.Fact;
import ergodiag.report.Page.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was seen of whom: tools by nodes with a sign in each cell, or, for a large cluster, a line per node. */
public final class CoverageSheet {
    private static final int NODES_AS_COLUMNS = 16;
    private static final int NAMED_COLUMNS = 5;

    private final List<CoverageCell> coverage;
    private final Figures figures;
    private final Map<String, Map<String, CoverageCell>> byTool = new TreeMap<>();
    private final Set<String> nodes = new LinkedHashSet<>();

    public CoverageSheet(List<CoverageCell> coverage, Figures figures) {
        this.coverage = coverage;
        this.figures = figures;
        for (CoverageCell one : coverage) {
            nodes.add(one.node());
            byTool.computeIfAbsent(one.tool(), tool -> new TreeMap<>()).put(one.node(), one);
        }
    }

    public CoverageMatrix matrix() {
        Sheet lacking = figures.cut(lacking());
        if (nodes.size() > NODES_AS_COLUMNS) {
            return new CoverageMatrix(List.of(), List.of(), List.of(), perNode(), lacking);
        }
        boolean numbered = nodes.size() > NAMED_COLUMNS;
        List<String> columns = new ArrayList<>();
        List<Fact> key = new ArrayList<>();
        for (String node : nodes) {
            String number = Integer.toString(columns.size() + 1);
            columns.add(numbered ? number : name(node));
            if (numbered) {
                key.add(new Fact(number, name(node)));
            }
        }
        List<CoverageRow> rows = new ArrayList<>();
        byTool.forEach((tool, cells) -> rows.add(new CoverageRow(
                tool,
                nodes.stream()
                        .map(node -> cells.containsKey(node)
                                ? box(cells.get(node), numbered)
                                : new Box("", false, State.NOT_ASKED.word(), sign(State.NOT_ASKED), "not asked"))
                        .toList())));
        return new CoverageMatrix(columns, rows, key, Sheet.NONE, lacking);
    }

    private static String name(String node) {
        return node.isEmpty() ? "(cluster)" : node;
    }

    private static Box box(CoverageCell one, boolean signOnly) {
        String word = one.state().word().replace('_', ' ');
        return new Box(signOnly ? "" : word, false, one.state().word(), sign(one.state()), word + ": " + one.detail());
    }

    /** A sign for a state, so that colour is never alone; all of them are in the fonts of the PDF. */
    private static String sign(State state) {
        return switch (state) {
            case FULL -> "●";
            case PARTIAL -> "○";
            case MISSING -> "×";
            case NOT_ASKED -> "–";
        };
    }

    private Sheet lacking() {
        List<List<Box>> rows = coverage.stream()
                .filter(one -> one.state() == State.PARTIAL || one.state() == State.MISSING)
                .map(one -> List.of(text(name(one.node())), text(one.tool()), box(one, false), text(one.detail())))
                .toList();
        return Columns.sheet(
                "", "What is partial or missing", List.of("Node", "Tool", "State", "Why"), List.of(), rows);
    }

    private Sheet perNode() {
        List<List<Box>> rows = new ArrayList<>();
        for (String node : nodes) {
            List<Box> row = new ArrayList<>();
            row.add(text(name(node)));
            for (State state : State.values()) {
                long number = coverage.stream()
                        .filter(one -> one.node().equals(node) && one.state() == state)
                        .count();
                row.add(new Box(Long.toString(number), true, "", "", ""));
            }
            rows.add(row);
        }
        return Columns.sheet(
                "",
                "Tools by state, for each node",
                List.of("Node", "Full", "Partial", "Missing", "Not asked"),
                List.of(false, true, true, true, true),
                rows);
    }

    private static Box text(String text) {
        return new Box(text, false, "", "", "");
    }
}
