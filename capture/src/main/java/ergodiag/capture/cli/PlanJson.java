package ergodiag.capture.cli;

import ergodiag.bundle.Binding;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.capture.plan.Plan;
import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The plan of a capture for machines, as {@code --dry-run --progress json} prints it; {@code PROFILES.md} tells its fields. */
final class PlanJson {
    private static final JsonMapper JSON = Binding.mapper();

    private PlanJson() {}

    /** Prints it; the number for the shell. */
    static int print(Plan plan, PrintWriter out) {
        out.println(text(plan));
        return (plan.nobody().isPresent() ? ExitCode.NOBODY_ANSWERED : ExitCode.DONE).number();
    }

    private static String text(Plan plan) {
        ObjectNode root = JSON.createObjectNode();
        root.put("calls", plan.count()).put("bytes", plan.bytes()).put("seconds", plan.seconds());
        plan.nobody().ifPresent(why -> root.put("nobody", why));
        plan.needsConsent().ifPresent(why -> root.put("asks_first", why));
        var nodes = root.putArray("nodes");
        plan.nodes().forEach(node -> {
            var size = java.util.Objects.requireNonNull(plan.sizes().get(node));
            nodes.addObject()
                    .put("name", node)
                    .put("answers", size.answers())
                    .put("processes", size.processes())
                    .put("events", size.events())
                    .put("goroutines", size.goroutines());
        });
        var questions = root.putArray("questions");
        plan.calls().forEach(call -> {
            ObjectNode each = questions.addObject();
            each.put("node", call.node()).put("tool", call.tool()).put("times", call.times());
            each.set("arguments", JSON.valueToTree(call.arguments()));
            each.put("why", call.why())
                    .put("bytes", call.allBytes())
                    .put("seconds", call.times() * call.seconds())
                    .put("sensitivity", call.sensitivity().name().toLowerCase(Locale.ROOT));
        });
        return ForeignText.shownJson(root.toString());
    }
}
