package ergodiag.analyze;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.cluster.BuildTags;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.ergo.Need;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.CoverageCell;
import ergodiag.findings.CoverageCell.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What of each node's data is in the bundle, from the ledger. */
final class CoverageMatrix {
    /** The tools the playbooks judge by, in the order of the matrix. */
    static final List<Tool> TOOLS = PlaybookName.allNeeds()
            .filter(need -> need.of() != Need.Of.CONTEXT)
            .map(Need::tool)
            .distinct()
            .toList();

    private CoverageMatrix() {}

    static List<CoverageCell> of(Cluster cluster, List<Call> calls) {
        Map<String, Tool> rows = rows(cluster, calls);
        Map<String, List<Call>> byNode = calls.stream().collect(Collectors.groupingBy(Call::node));
        List<CoverageCell> cells = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            rows.forEach((called, tool) -> {
                List<Call> asked = byNode.getOrDefault(node.name(), List.of()).stream()
                        .filter(tool::askedBy)
                        .toList();
                cells.add(tagged(node, tool, cell(node.name(), called, asked)));
            });
        }
        return cells;
    }

    /** The tools under the names that they were asked by. What an Observer says in one reply, and was asked nowhere else, is one of them. */
    private static Map<String, Tool> rows(Cluster cluster, List<Call> calls) {
        Set<String> names = cluster.nodes().stream().map(Node::name).collect(Collectors.toSet());
        Map<String, Tool> rows = new LinkedHashMap<>();
        for (Tool tool : TOOLS) {
            String called = calls.stream()
                    .filter(call -> names.contains(call.node()) && tool.askedBy(call))
                    .map(Call::tool)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            rows.putIfAbsent(called.isEmpty() ? tool.toolName() : called, tool);
        }
        return rows;
    }

    /** What came but lacks what only a build tag brings. */
    private static CoverageCell tagged(Node node, Tool tool, CoverageCell cell) {
        BuildTags tags = BuildTags.of(node);
        String tag = tool == Tool.PROCESS_LIST && tags.lacksLatency()
                ? "latency"
                : tool == Tool.PPROF_GOROUTINES && tags.lacksPprof() ? "pprof" : "";
        return tag.isEmpty()
                ? cell
                : new CoverageCell(
                        cell.node(), cell.tool(), cell.state(), cell.detail() + "; built without -tags=" + tag);
    }

    private static CoverageCell cell(String node, String tool, List<Call> asked) {
        long answered = asked.stream().filter(call -> call.outcome().answered()).count();
        long skipped =
                asked.stream().filter(call -> call.outcome() == Outcome.SKIPPED).count();
        long cut = asked.stream()
                .filter(call ->
                        call.part().truncated() || call.part().complete().equals(java.util.Optional.of(false)))
                .count();
        String reason = asked.stream()
                .filter(call -> !call.outcome().answered())
                .map(Call::why)
                .findFirst()
                .orElse("");
        if (asked.isEmpty()) {
            return new CoverageCell(node, tool, State.NOT_ASKED, "not asked");
        }
        if (answered == 0) {
            return new CoverageCell(node, tool, State.MISSING, reason);
        }
        String detail = answered
                + (answered == 1 ? " reply" : " replies")
                + (answered < asked.size() ? ", " + (asked.size() - answered - skipped) + " failed" : "")
                + (skipped > 0 ? ", " + skipped + " skipped" : "")
                + (cut > 0 ? ", " + cut + " cut" : "")
                + (reason.isEmpty() ? "" : ": " + reason);
        return new CoverageCell(node, tool, answered == asked.size() && cut == 0 ? State.FULL : State.PARTIAL, detail);
    }
}
