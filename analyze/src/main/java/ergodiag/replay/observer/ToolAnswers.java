package ergodiag.replay.observer;

import ergodiag.ergo.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** What each tool answers about a node. */
final class ToolAnswers {
    private static final long ROWS = 1000;
    private static final long USUAL_ROWS = 100;
    private static final long USUAL_RECORDS = 25;

    /** What each tool answers, and the tool of the old application whose replies that is made of. */
    private static final Map<String, Answer> OF = Map.ofEntries(
            tell("node", Tool.NODE_INFO, (view, asked) -> new NodeAnswers(view).node(false)),
            tell("capabilities", Tool.NODE_INFO, (view, asked) -> new NodeAnswers(view).capabilities()),
            tell("network", Tool.NETWORK_INFO, (view, asked) -> new LinkAnswers(view).network(false)),
            tell("connections", Tool.NETWORK_NODES, ToolAnswers::connections),
            tell("connection", Tool.NETWORK_NODES, ToolAnswers::connection),
            tell("processes", Tool.PROCESS_LIST, ToolAnswers::processes),
            tell("process_lookup", Tool.PROCESS_LIST, ToolAnswers::lookup),
            tell("process_state", Tool.PROCESS_INSPECT, ToolAnswers::state),
            tell("subtree", Tool.PROCESS_LIST, ToolAnswers::subtree),
            tell("applications", Tool.APP_LIST, (view, asked) -> new ApplicationAnswers(view).applications()),
            tell("app_tree", Tool.PROCESS_LIST, ToolAnswers::application),
            tell("events", Tool.EVENT_LIST, ToolAnswers::events),
            tell("event", Tool.EVENT_LIST, (view, asked) -> new EventAnswers(view).event(asked.text("name"))),
            tell("goroutines", Tool.PPROF_GOROUTINES, ToolAnswers::goroutines),
            tell("heap_profile", Tool.PPROF_HEAP, ToolAnswers::heap),
            tell("cron", Tool.CRON_INFO, (view, asked) -> new ScheduleAnswers(view).cron(asked.text("job"))),
            tell("registrar_nodes", Tool.REGISTRAR_INFO, (view, asked) -> new ScheduleAnswers(view).nodes()),
            routes("registrar_routes", Tool.REGISTRAR_RESOLVE, "peer"),
            routes("registrar_proxy_routes", Tool.REGISTRAR_RESOLVE_PROXY, "peer"),
            routes("registrar_application_routes", Tool.REGISTRAR_RESOLVE_APP, "name"));

    /** What is refused when it is empty, although it was sent. */
    private static final Map<String, String> NAMES = Map.of(
            "connection", "peer",
            "registrar_routes", "peer",
            "registrar_proxy_routes", "peer",
            "registrar_application_routes", "name",
            "event", "name");

    private record Answer(Tool from, BiFunction<View, Params, String> answer) {}

    private ToolAnswers() {}

    private static Map.Entry<String, Answer> tell(String tool, Tool from, BiFunction<View, Params, String> answer) {
        return Map.entry(tool, new Answer(from, answer));
    }

    private static Map.Entry<String, Answer> routes(String tool, Tool from, String name) {
        return tell(tool, from, (view, asked) -> new ScheduleAnswers(view).routes(from, asked.text(name)));
    }

    /** The tool of the old application without whose replies this one cannot be answered; empty for one that none tells. */
    static Optional<Tool> from(String tool) {
        return Optional.ofNullable(OF.get(tool)).map(Answer::from);
    }

    /** What the tool answers; what no bundle can answer is refused. */
    static String of(String tool, View view, Params asked) {
        Answer told = OF.get(tool);
        if (told == null) {
            throw Refused.notRecorded(tool + " of " + view.node());
        }
        return told.answer().apply(view, asked);
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

    private static String subtree(View view, Params asked) {
        return new ProcessAnswers(view).subtree(pid(view, asked), asked.limit(ROWS));
    }

    private static String application(View view, Params asked) {
        return new ProcessAnswers(view).application(asked.text("app"), asked.limit(ROWS));
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
}
