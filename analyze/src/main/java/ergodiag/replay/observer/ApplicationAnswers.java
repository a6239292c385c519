package ergodiag.replay.observer;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Tool;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Rows.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What an Observer says about applications: a map of them by name. */
final class ApplicationAnswers {
    private final View view;

    ApplicationAnswers(View view) {
        this.view = view;
    }

    String applications() {
        Map<String, Long> processes = view.rows(Tool.PROCESS_LIST).all().stream()
                .collect(Collectors.groupingBy(row -> row.text("Application"), Collectors.counting()));
        Map<String, String> apps = new TreeMap<>();
        view.rows(Tool.APP_LIST)
                .all()
                .forEach(row -> apps.put(
                        row.text("name"), GoJson.compact(info(row, processes.getOrDefault(row.text("name"), 0L)))));
        String map = apps.entrySet().stream()
                .map(app -> GoJson.string(app.getKey()) + ":" + app.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return new ObjectText()
                .text("Node", view.node())
                .json("Applications", map)
                .legend(Shape.APPLICATION.legend("Applications[]."))
                .toString();
    }

    /** What was asked about it alone, with the state and uptime of the list, which is newer. */
    private ObjectNode info(Row row, long processes) {
        String name = row.text("name");
        Optional<ObjectNode> alone = view.sight()
                .about(Tool.APP_INFO, "name", name)
                .filter(answer -> answer.good() && view.json(answer).isObject())
                .map(answer -> (ObjectNode) view.json(answer));
        ObjectNode info = alone.orElseGet(() -> ForeignJson.mapper()
                .createObjectNode()
                .put("Name", name)
                .put("Mode", row.text("mode"))
                .put("Weight", (long) row.number("weight"))
                .put("Description", row.text("description")));
        info.put("State", row.text("state"));
        info.put("Uptime", (long) row.number("uptime"));
        info.put("ProcessesTotal", processes);
        ObjectNode shaped = Shape.APPLICATION.of(info);
        view.rewrite(shaped, List.of("Group"), view::id);
        return shaped;
    }
}
