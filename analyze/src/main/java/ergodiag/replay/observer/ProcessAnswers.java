package ergodiag.replay.observer;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Tool;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Rows.Row;
import ergodiag.replay.tools.ProcessTools;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an Observer says about processes. */
final class ProcessAnswers {
    private static final long FIRST_ID = 1000;
    private static final List<String> PIDS = List.of("PID", "Parent", "Leader");
    private static final List<String> IDS =
            List.of("MonitorsPID", "LinksPID", "Aliases", "Metas", "MonitorsAlias", "LinksAlias");
    private static final List<String> ROW = Shape.PROCESS_ROW.names();

    private final View view;
    /** Ids that were written already: many rows have the same parent. */
    private final Map<String, String> ids = new HashMap<>();

    ProcessAnswers(View view) {
        this.view = view;
    }

    /** A row and its id, by which all lists are in order. */
    private record Process(long id, Row row) {}

    /** Which processes are wanted: texts that are in theirs, in any case; the state as it is; messages that wait, at least. */
    record Wanted(String name, String behavior, String application, String state, long mailbox) {
        private boolean fits(Row row) {
            return has(row, "Name", name)
                    && has(row, "Behavior", behavior)
                    && has(row, "Application", application)
                    && (state.isEmpty() || row.text("State").equalsIgnoreCase(state))
                    && row.number("MessagesMailbox") >= mailbox;
        }

        private static boolean has(Row row, String field, String part) {
            return row.text(field).toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
        }
    }

    /** The living ones: when they are too many, whichever came first. */
    String all(Wanted wanted, long limit) {
        List<Process> rows = fitting(wanted);
        boolean cut = rows.size() > limit;
        if (cut) {
            rows.sort(
                    Comparator.comparingInt(process -> process.row().text("PID").hashCode()));
            rows = new ArrayList<>(rows.subList(0, (int) limit));
            rows.sort(Comparator.comparingLong(Process::id));
        }
        return list(rows).flag("Truncated", cut).legend(legend()).toString();
    }

    /** From an id on; with a negative one the newest. */
    String ordered(Wanted wanted, long limit, long start) {
        if (start > 0 && start < FIRST_ID) {
            throw Refused.by(view.node(), "incorrect value or argument");
        }
        List<Process> rows = fitting(wanted);
        if (start > 0) {
            rows.removeIf(process -> process.id() < start);
        }
        int most = (int) Math.min(limit, rows.size());
        boolean cut = rows.size() > most;
        rows = start < 0 ? rows.subList(rows.size() - most, rows.size()) : rows.subList(0, most);
        return list(rows).flag("Truncated", cut).legend(legend()).toString();
    }

    /** The reading, which does not say whether it was cut. */
    String reading(Wanted wanted, long limit, long start) {
        List<Process> rows = fitting(wanted);
        rows.removeIf(process -> process.id() < start);
        return list(rows.subList(0, (int) Math.min(limit, rows.size())))
                .legend(legend())
                .toString();
    }

    String application(String name, long limit) {
        if (!view.rows(Tool.APP_LIST).has("name", name)) {
            throw Refused.by(view.node(), "unknown application");
        }
        List<Process> rows = new ArrayList<>(sorted());
        rows.removeIf(process -> !process.row().text("Application").equals(name));
        return tree(new ObjectText().text("Node", view.node()).text("Application", name), rows, limit);
    }

    /** A process and all below it. */
    String subtree(List<Long> pid, long limit) {
        Row root = living(pid);
        Map<String, List<Process>> children = sorted().stream()
                .collect(Collectors.groupingBy(process -> process.row().text("Parent")));
        List<Process> found = new ArrayList<>(List.of(new Process(pid.get(0), root)));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < found.size(); i++) {
            String parent = found.get(i).row().text("PID");
            if (seen.add(parent)) {
                found.addAll(children.getOrDefault(parent, List.of()));
            }
        }
        found.sort(Comparator.comparingLong(Process::id));
        return tree(new ObjectText().text("Node", view.node()).text("PID", view.id(root.text("PID"))), found, limit);
    }

    private String tree(ObjectText reply, List<Process> rows, long limit) {
        int most = (int) Math.min(limit, rows.size());
        return reply.list(
                        "Processes",
                        rows.subList(0, most).stream().map(this::text).toList())
                .number("Truncated", rows.size() - most)
                .legend(legend())
                .toString();
    }

    String named(String name) {
        return found(view.rows(Tool.PROCESS_LIST).all().stream()
                .filter(row -> row.text("Name").equals(name))
                .findFirst()
                .orElseThrow(() -> Refused.by(view.node(), "unknown name")));
    }

    String lookedUp(List<Long> pid) {
        return found(living(pid));
    }

    private String found(Row row) {
        return new ObjectText()
                .text("PID", view.id(row.text("PID")))
                .text("Name", row.text("Name"))
                .text("State", row.text("State"))
                .toString();
    }

    /** What the process says about itself; an item that it does not know comes back as such. */
    String state(List<Long> pid, List<String> items) {
        Map<String, Object> asked = new HashMap<>(Map.of("pid", living(pid).text("PID")));
        JsonNode all = view.json(new ProcessTools(view.sight(), View.asking(asked)).inspect());
        JsonNode state = all;
        if (!items.isEmpty() && all.isObject()) {
            ObjectNode some = ForeignJson.mapper().createObjectNode();
            items.forEach(item -> some.put(item, all.path(item).asString("<unknown item>")));
            state = some;
        }
        return new ObjectText()
                .json("State", state.isObject() ? GoJson.compact(state) : "null")
                .toString();
    }

    /** The reading of one process; empty when it does not live. */
    Optional<String> process(List<Long> pid) {
        return find(pid).map(row -> {
            Map<String, Object> asked = Map.of("pid", row.text("PID"));
            ObjectNode info = Shape.PROCESS.of(view.json(new ProcessTools(view.sight(), View.asking(asked)).info()));
            View.printed(info);
            view.rewrite(info, PIDS, view::id);
            view.rewrite(info, IDS, view::id);
            view.rewrite(
                    info,
                    List.of("MonitorsProcessID", "LinksProcessID", "MonitorsEvent", "LinksEvent", "Events"),
                    view.ids()::named);
            info.set(ObjectText.LEGEND, view.tree(Shape.PROCESS.legend("")));
            return new ObjectText()
                    .text("Node", view.node())
                    .json("Info", GoJson.compact(info))
                    .toString();
        });
    }

    private Row living(List<Long> pid) {
        return find(pid).orElseThrow(() -> Refused.by(view.node(), "unknown process"));
    }

    /** The process of that id; none of an earlier life of the node. */
    private Optional<Row> find(List<Long> pid) {
        return pid.get(1) != view.creation()
                ? Optional.empty()
                : view.rows(Tool.PROCESS_LIST).all().stream()
                        .filter(row -> FullIds.number(row.text("PID")) == pid.get(0))
                        .findFirst();
    }

    private List<Process> fitting(Wanted wanted) {
        List<Process> rows = new ArrayList<>(sorted());
        rows.removeIf(process -> !wanted.fits(process.row()));
        return rows;
    }

    private List<Process> sorted() {
        return view.rows(Tool.PROCESS_LIST).all().stream()
                .map(row -> new Process(FullIds.number(row.text("PID")), row))
                .sorted(Comparator.comparingLong(Process::id))
                .toList();
    }

    private ObjectText list(List<Process> rows) {
        return new ObjectText()
                .text("Node", view.node())
                .list("Processes", rows.stream().map(this::text).toList());
    }

    private String text(Process process) {
        Row row = process.row();
        ObjectText text = new ObjectText();
        for (String field : ROW) {
            if (PIDS.contains(field)) {
                text.text(field, ids.computeIfAbsent(row.text(field), view::id));
            } else if (Shape.PROCESS_ROW.usual(field).isString()) {
                text.text(field, row.text(field));
            } else {
                text.json(field, number(row.value(field)));
            }
        }
        return text.toString();
    }

    /** Whole numbers too large for 64 bits with a sign are kept as a fraction. */
    private static String number(Object value) {
        return value instanceof Double large
                ? new BigDecimal(large).toPlainString()
                : value instanceof Long number ? number.toString() : "0";
    }

    private static String legend() {
        return Shape.PROCESS_ROW.legend("Processes[].");
    }
}
