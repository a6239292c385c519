package ergodiag.replay.observer;

import ergodiag.ergo.Tool;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** What each tool answers about a node. */
final class ToolAnswers {
    private static final long ROWS = 1000;
    private static final long USUAL_ROWS = 100;
    private static final long USUAL_RECORDS = 25;

    private static final Map<String, BiFunction<View, Params, String>> OF = Map.ofEntries(
            Map.entry("node", (view, asked) -> new NodeAnswers(view).node(false)),
            Map.entry("capabilities", (view, asked) -> new NodeAnswers(view).capabilities()),
            Map.entry("network", (view, asked) -> new LinkAnswers(view).network(false)),
            Map.entry("connections", ToolAnswers::connections),
            Map.entry("connection", ToolAnswers::connection),
            Map.entry("processes", ToolAnswers::processes),
            Map.entry("process_lookup", ToolAnswers::lookup),
            Map.entry("process_state", ToolAnswers::state),
            Map.entry(
                    "subtree", (view, asked) -> new ProcessAnswers(view).subtree(pid(view, asked), asked.limit(ROWS))),
            Map.entry("applications", (view, asked) -> new ApplicationAnswers(view).applications()),
            Map.entry(
                    "app_tree",
                    (view, asked) -> new ProcessAnswers(view).application(asked.text("app"), asked.limit(ROWS))),
            Map.entry("events", ToolAnswers::events),
            Map.entry("event", (view, asked) -> new EventAnswers(view).event(asked.text("name"))),
            Map.entry("goroutines", ToolAnswers::goroutines),
            Map.entry("heap_profile", ToolAnswers::heap),
            Map.entry("cron", (view, asked) -> new ScheduleAnswers(view).cron(asked.text("job"))),
            Map.entry("registrar_nodes", (view, asked) -> new ScheduleAnswers(view).nodes()),
            Map.entry("registrar_routes", (view, asked) -> routes(view, Tool.REGISTRAR_RESOLVE, asked.text("peer"))),
            Map.entry(
                    "registrar_proxy_routes",
                    (view, asked) -> routes(view, Tool.REGISTRAR_RESOLVE_PROXY, asked.text("peer"))),
            Map.entry(
                    "registrar_application_routes",
                    (view, asked) -> routes(view, Tool.REGISTRAR_RESOLVE_APP, asked.text("name"))));

    /** What is refused when it is empty, although it was sent. */
    private static final Map<String, String> NAMES = Map.of(
            "connection", "peer",
            "registrar_routes", "peer",
            "registrar_proxy_routes", "peer",
            "registrar_application_routes", "name",
            "event", "name");

    private ToolAnswers() {}

    /** What the tool answers; what no bundle can answer is refused. */
    static String of(String tool, View view, Params asked) {
        BiFunction<View, Params, String> answer = OF.get(tool);
        if (answer == null) {
            throw Refused.notRecorded(tool + " of " + view.node());
        }
        return answer.apply(view, asked);
    }

    /** Refuses what an Observer does not even ask a node for. */
    static void check(String tool, String node, Params asked) {
        switch (tool) {
            case "process_state", "subtree" -> IdText.PROCESS.numbers(asked.text("pid"), node);
            case "meta_state" -> IdText.META.numbers(asked.text("alias"), node);
            case "process_lookup" -> {
                if (asked.text("name").isEmpty()) {
                    nameOrPid(node, asked);
                }
            }
            default -> {
                String name = NAMES.getOrDefault(tool, "");
                if (!name.isEmpty() && asked.text(name).isEmpty()) {
                    throw new Refused(name + " is required");
                }
            }
        }
    }

    private static List<Long> nameOrPid(String node, Params asked) {
        try {
            return IdText.PROCESS.numbers(asked.text("pid"), node);
        } catch (Refused e) {
            throw new Refused("name or pid is required");
        }
    }

    private static List<Long> pid(View view, Params asked) {
        return IdText.PROCESS.numbers(asked.text("pid"), view.node());
    }

    private static String processes(View view, Params asked) {
        ProcessAnswers.Wanted wanted = new ProcessAnswers.Wanted(
                asked.text("name"),
                asked.text("behavior"),
                asked.text("app"),
                asked.text("state"),
                asked.number("minMailbox").orElse(0));
        long limit = asked.number("limit").isPresent() ? asked.limit(ROWS) : USUAL_ROWS;
        return asked.text("scan").equals("ordered")
                ? new ProcessAnswers(view)
                        .ordered(wanted, limit, asked.number("start").orElse(0))
                : new ProcessAnswers(view).all(wanted, limit);
    }

    private static String lookup(View view, Params asked) {
        return asked.text("name").isEmpty()
                ? new ProcessAnswers(view).lookedUp(nameOrPid(view.node(), asked))
                : new ProcessAnswers(view).named(asked.text("name"));
    }

    private static String state(View view, Params asked) {
        return new ProcessAnswers(view).state(pid(view, asked), asked.texts("items"));
    }

    private static String connections(View view, Params asked) {
        return new LinkAnswers(view).connections(asked.text("peer"), asked.limit(View.ALL));
    }

    private static String connection(View view, Params asked) {
        return new LinkAnswers(view)
                .connection(asked.text("peer"), false)
                .orElseThrow(() -> Refused.by(view.node(), "no connection"));
    }

    private static String events(View view, Params asked) {
        EventAnswers.Wanted wanted = new EventAnswers.Wanted(
                asked.text("name"),
                asked.flag("notify"),
                asked.flag("buffered"),
                asked.flag("open"),
                asked.number("minSubscribers").orElse(0),
                asked.flag("newestFirst").orElse(false),
                asked.limit(ROWS));
        return new EventAnswers(view).list(wanted, 0);
    }

    private static String goroutines(View view, Params asked) {
        return new AlikeGoroutines(view)
                .groups(
                        asked.text("stack"),
                        asked.text("state"),
                        asked.number("minWait").orElse(0));
    }

    private static String heap(View view, Params asked) {
        OptionalLong limit = asked.number("limit");
        long most = limit.isEmpty() ? USUAL_RECORDS : limit.getAsLong() < 1 ? View.ALL : limit.getAsLong();
        return new HeapRecords(view).records(asked.number("minBytes").orElse(0), most);
    }

    private static String routes(View view, Tool tool, String name) {
        return new ScheduleAnswers(view).routes(tool, name);
    }
}
