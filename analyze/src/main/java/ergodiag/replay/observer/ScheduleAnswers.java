package ergodiag.replay.observer;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.ToolAnswer;
import ergodiag.replay.tools.NodeTools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an Observer says about schedule and registrar of a node: where these fail, the error stands inside a good result (ERGO33.md 2). */
final class ScheduleAnswers {
    /** The registrar that every node brings along; it does not list nodes. */
    private static final String EMBEDDED = "ESRD";

    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    private final View view;

    ScheduleAnswers(View view) {
        this.view = view;
    }

    /** The jobs, or the one of that name. */
    String cron(String job) {
        JsonNode cron = view.json(new NodeTools(view.sight(), View.asking(Map.of())).plain(Tool.CRON_INFO));
        List<String> jobs = new ArrayList<>();
        cron.path("Jobs").forEach(each -> {
            if (job.isEmpty() || each.path("Name").asString("").equals(job)) {
                jobs.add(GoJson.compact(each));
            }
        });
        boolean unknown = !job.isEmpty() && jobs.isEmpty();
        ObjectText reply = new ObjectText()
                .text("Next", unknown ? NO_TIME : cron.path("Next").asString(NO_TIME))
                .json("Spool", unknown ? "null" : GoJson.compact(orNull(cron, "Spool")))
                .listOrNil("Jobs", jobs);
        return (unknown ? reply.text("Error", "unknown") : reply).toString();
    }

    private static JsonNode orNull(JsonNode value, String field) {
        return value.isObject() && value.has(field) ? value.path(field) : ((ObjectNode) value.deepCopy()).nullNode();
    }

    /** The nodes that the registrar knows. */
    String nodes() {
        if (embedded()) {
            return nothing("Nodes", "not supported");
        }
        throw Refused.notRecorded("the nodes that the registrar of " + view.node() + " knows");
    }

    /** Routes, by the question of the old application that asks for them. */
    String routes(Tool tool, String name) {
        ToolAnswer answer = view.sight()
                .about(tool, "name", name)
                .orElseGet(() -> tool == Tool.REGISTRAR_RESOLVE || !embedded()
                        ? ToolAnswer.notRecorded(tool.toolName() + " of " + name + " at " + view.node())
                        : ToolAnswer.error(tool.toolName() + ": not supported"));
        if (!answer.good() && !answer.text().startsWith(ToolAnswer.NOT_RECORDED)) {
            return nothing("Routes", answer.text().substring(answer.text().indexOf(": ") + 2));
        }
        JsonNode routes = view.json(answer);
        return new ObjectText()
                .json("Routes", routes.isEmpty() ? "null" : GoJson.compact(routes))
                .toString();
    }

    private static String nothing(String field, String error) {
        return new ObjectText().json(field, "null").text("Error", error).toString();
    }

    private boolean embedded() {
        return embedded(view);
    }

    /** Whether the node has no registrar but the one that it brings along. */
    static boolean embedded(View view) {
        return view.sight()
                .standing(Tool.REGISTRAR_INFO, entry -> !entry.failed())
                .map(entry -> view.tree(view.sight().recording().text(entry)))
                .filter(info -> info.at("/Version/Name").asString("").equals(EMBEDDED))
                .isPresent();
    }
}
