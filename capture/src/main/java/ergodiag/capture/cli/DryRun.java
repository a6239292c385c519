package ergodiag.capture.cli;

import ergodiag.bundle.DataSize;
import ergodiag.capture.plan.NodeSize;
import ergodiag.capture.plan.Plan;
import ergodiag.capture.plan.PlannedCall;
import ergodiag.capture.scope.MetricsSource;
import ergodiag.ergo.Sensitivity;
import ergodiag.ergo.Tool;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Prints what a capture would ask, and asks none of it. The questions are grouped: what is asked of many nodes alike stands there once, with
 * the number of nodes, and each node has a line with its totals.
 */
final class DryRun {
    private static final int NODES_BY_NAME = 40;

    private DryRun() {}

    /** A question as it is asked of several nodes. */
    private record Kind(String tool, String arguments, boolean ofPlaybooks, String why, Sensitivity sensitivity) {}

    static int print(Plan plan, List<MetricsSource> metrics, PrintWriter out, PrintWriter err) {
        if (plan.nobody().isPresent()) {
            err.println("ergodiag: " + plan.nobody().get());
            return ExitCode.NOBODY_ANSWERED.number();
        }
        out.println(line(
                "Would ask %,d questions of %d nodes, about %s before compression, in about %s.",
                plan.count(),
                plan.nodes().size(),
                DataSize.text(plan.bytes()),
                TimeOption.text(Duration.ofSeconds(plan.seconds()))));
        metrics.forEach(source -> out.println("Would read the metrics of " + source + " beside them."));
        plan.needsConsent().ifPresent(why -> out.println("Would ask before it begins (unless --yes): " + why + "."));
        out.println();
        nodes(plan, out);
        out.println();
        questions(plan, out);
        out.println();
        out.println(
                "Sensitivity: low = counters and code; medium = names of nodes, hosts, processes; high = texts and values of the"
                        + " application's own making.");
        out.println(
                "Then supervisors and pools are inspected (twice), and what the readings show is looked at closer; both bounded per"
                        + " node.");
        out.println(
                "None of these questions was asked. What was asked is the first look: each node's counters and five rows of its lists.");
        return ExitCode.DONE.number();
    }

    private static void nodes(Plan plan, PrintWriter out) {
        List<String> nodes = plan.nodes();
        int width = nodes.stream().mapToInt(String::length).max().orElse(4);
        out.println(line(
                "%-" + width + "s  %9s %8s %10s %9s %11s %9s",
                "node",
                "processes",
                "events",
                "goroutines",
                "questions",
                "bytes",
                "seconds"));
        for (String node : nodes.subList(0, Math.min(NODES_BY_NAME, nodes.size()))) {
            NodeSize size = Objects.requireNonNull(plan.sizes().get(node));
            List<PlannedCall> calls = plan.calls().stream()
                    .filter(call -> call.node().equals(node))
                    .toList();
            out.println(
                    size.answers()
                            ? line(
                                    "%-" + width + "s  %,9d %,8d %,10d %,9d %11s %9.1f",
                                    node,
                                    size.processes(),
                                    size.events(),
                                    size.goroutines(),
                                    calls.stream().mapToLong(PlannedCall::times).sum(),
                                    DataSize.text(calls.stream()
                                            .mapToLong(PlannedCall::allBytes)
                                            .sum()),
                                    seconds(calls))
                            : line("%-" + width + "s  does not answer", node));
        }
        if (nodes.size() > NODES_BY_NAME) {
            out.println("and " + (nodes.size() - NODES_BY_NAME) + " more nodes; --progress json prints all");
        }
    }

    private static void questions(Plan plan, PrintWriter out) {
        Map<Kind, List<PlannedCall>> kinds = new LinkedHashMap<>();
        for (PlannedCall call : plan.calls()) {
            kinds.computeIfAbsent(kind(call), any -> new ArrayList<>()).add(call);
        }
        kinds.forEach((kind, calls) -> {
            long times = calls.stream().mapToLong(PlannedCall::times).sum();
            long bytes = calls.stream().mapToLong(PlannedCall::allBytes).sum();
            long nodes = calls.stream().map(PlannedCall::node).distinct().count();
            String whom = nodes == 1 ? calls.get(0).node() : nodes + " nodes";
            out.println(line(
                    "%,6d x %-17s %-16s %10s %7.1f s  %-6s  %s",
                    times,
                    kind.tool(),
                    whom,
                    DataSize.text(bytes),
                    seconds(calls),
                    kind.sensitivity().name().toLowerCase(Locale.ROOT),
                    kind.arguments()));
            out.println("         " + (kind.ofPlaybooks() ? "playbook " : "to ") + kind.why());
        });
    }

    /** Pings differ by whom they go to only. */
    private static Kind kind(PlannedCall call) {
        boolean ping = call.tool().equals(Tool.NETWORK_PING.toolName());
        return new Kind(
                call.tool(),
                ping ? "{name=each other node}" : call.arguments().toString(),
                !call.serves().isEmpty(),
                call.why(),
                call.sensitivity());
    }

    private static double seconds(List<PlannedCall> calls) {
        return calls.stream().mapToDouble(call -> call.times() * call.seconds()).sum();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).stripTrailing();
    }
}
