package ergodiag.ergo;

import static ergodiag.ergo.Argument.array;
import static ergodiag.ergo.Argument.bool;
import static ergodiag.ergo.Argument.integer;
import static ergodiag.ergo.Argument.number;
import static ergodiag.ergo.Argument.object;
import static ergodiag.ergo.Argument.string;
import static ergodiag.ergo.NameKind.APPLICATION;
import static ergodiag.ergo.NameKind.EVENT;
import static ergodiag.ergo.NameKind.JOB;
import static ergodiag.ergo.NameKind.PROCESS;
import static ergodiag.ergo.NameKind.PRODUCT;
import static ergodiag.ergo.Priority.BACKGROUND;
import static ergodiag.ergo.Priority.HEAP;
import static ergodiag.ergo.Priority.STACKS;
import static ergodiag.ergo.Priority.STRUCTURE;
import static ergodiag.ergo.Priority.VITAL;
import static ergodiag.ergo.Tool.Access.CHANGES;
import static ergodiag.ergo.Tool.Access.READS;
import static ergodiag.ergo.Tool.Access.SAMPLER;
import static ergodiag.ergo.Tool.Access.SECRETS;
import static ergodiag.ergo.Tool.Trait.CODE;
import static ergodiag.ergo.Tool.Trait.GROWS;
import static ergodiag.ergo.Tool.Trait.INDISPENSABLE;
import static ergodiag.ergo.Tool.Trait.ONLY_OBSERVED;
import static ergodiag.ergo.Tool.Trait.SAMPLED;
import static ergodiag.ergo.Tool.Trait.STARTS_SAMPLER;
import static ergodiag.ergo.Tool.Trait.STEADY;
import static ergodiag.ergo.Tool.Trait.TIMES;
import static ergodiag.ergo.ToolReply.json;
import static ergodiag.ergo.ToolReply.list;
import static ergodiag.ergo.ToolReply.text;
import static ergodiag.ergo.observer.Counterpart.plain;
import static ergodiag.ergo.observer.Counterpart.processes;
import static ergodiag.ergo.observer.Counterpart.renamed;
import static ergodiag.ergo.observer.Counterpart.same;

import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.ergo.observer.Counterpart;
import ergodiag.ergo.observer.ObserverTool;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tools that an Ergo node offers over MCP, with their arguments, as {@code tools/list} of the nodes seen gives them. Every tool
 * also takes {@link #NODE} and {@link #TIMEOUT}. A node leaves out arguments it does not know or whose type is wrong without a word, so
 * a question is checked against this catalogue, and against the node's own list, before it is sent.
 *
 * <p>Longer than others because all that the other rooms have to know of a tool stands here, a constant each, and nowhere else.
 */
public enum Tool {
    CLUSTER_NODES(
            READS, VITAL, list().names(Map.of("/*/name", NameKind.NODE)).there(plain(ObserverTool.CLUSTER_MAP, ""))),
    NODE_INFO(
            READS,
            VITAL,
            ToolReply.object("Uptime", "ProcessesTotal", "ProcessesRunning")
                    .naming("Name")
                    .about(2_400)
                    .with(STEADY, INDISPENSABLE, TIMES)
                    .names(Map.of(
                            "/Name", NameKind.NODE,
                            "/Version/Name", PRODUCT,
                            "/Cron/Jobs/*/Name", JOB,
                            "/Cron/Spool/*", JOB))
                    .there(plain(ObserverTool.NODE, "/Info"))),
    /** When a node started, and with which tags it was built: only an Observer tells (ERGO33.md 3). */
    CAPABILITIES(READS, STRUCTURE, json().about(1_500).with(ONLY_OBSERVED).there(plain(ObserverTool.CAPABILITIES, ""))),
    /** The environment of a node, secrets included: never collected. */
    NODE_ENV(SECRETS, BACKGROUND, json()),
    RUNTIME_STATS(
            READS,
            VITAL,
            ToolReply.object("goroutines", "heap_alloc", "num_gc")
                    .low()
                    .with(STEADY, INDISPENSABLE)
                    .there(plain(ObserverTool.NODE, "/Info"))),
    PROCESS_LIST(
            READS,
            VITAL,
            list().upTo(1L << 30).with(GROWS).processRows().there(processes()),
            string("application"),
            string("behavior"),
            integer("limit"),
            integer("max_uptime"),
            number("min_init_time_ms"),
            integer("min_mailbox"),
            number("min_mailbox_latency_ms"),
            integer("min_messages_in"),
            integer("min_messages_out"),
            number("min_running_time_ms"),
            integer("min_uptime"),
            integer("min_wakeups"),
            string("name"),
            string("sort_by"),
            string("state")),
    PROCESS_CHILDREN(
            READS,
            BACKGROUND,
            list().with(GROWS)
                    .processRows()
                    .there(renamed(ObserverTool.SUBTREE, "/Processes", Map.of("parent", "pid"))),
            string("parent"),
            bool("recursive")),
    PROCESS_INFO(
            READS,
            STRUCTURE,
            json().about(2_000)
                    .names(Map.of("/Name", PROCESS, "/Application", APPLICATION, "/Events/*", EVENT))
                    .there(same(ObserverTool.LENS_PROCESS, "/Info").byItsOwnId()),
            string("pid")),
    PROCESS_STATE(READS, BACKGROUND, text(), string("pid")),
    PROCESS_LOOKUP(READS, BACKGROUND, text(), string("name"), string("pid")),
    PROCESS_INSPECT(
            READS,
            STRUCTURE,
            json().high().there(same(ObserverTool.PROCESS_STATE, "/State").byItsOwnId()),
            array("items"),
            string("pid")),
    META_INSPECT(
            READS,
            BACKGROUND,
            json().high().there(same(ObserverTool.META_STATE, "/State")),
            string("alias"),
            array("items")),
    APP_LIST(
            READS,
            STRUCTURE,
            list().about(1_500)
                    .with(GROWS, TIMES)
                    .names(Map.of("/*/name", APPLICATION))
                    .there(plain(ObserverTool.APPLICATIONS, "/Applications")),
            integer("min_uptime"),
            string("mode"),
            string("name"),
            string("state")),
    APP_INFO(
            READS,
            BACKGROUND,
            json().high().with(TIMES).names(Map.of("/Name", APPLICATION, "/Version/Name", PRODUCT)),
            string("name")),
    APP_PROCESSES(
            READS,
            BACKGROUND,
            list().with(GROWS)
                    .processRows()
                    .there(renamed(ObserverTool.APP_TREE, "/Processes", Map.of("name", "app", "limit", "limit"))),
            integer("limit"),
            string("name")),
    EVENT_LIST(
            READS,
            STRUCTURE,
            list().with(GROWS, TIMES)
                    .there(renamed(ObserverTool.EVENTS, "/Events", Map.of("limit", "limit", "name", "name"))),
            bool("has_buffer"),
            integer("limit"),
            integer("max_published"),
            integer("max_subscribers"),
            integer("min_local_sent"),
            integer("min_published"),
            integer("min_remote_sent"),
            integer("min_subscribers"),
            string("name"),
            bool("notify"),
            string("producer"),
            string("sort_by"),
            string("utilization_state")),
    EVENT_INFO(READS, STRUCTURE, json().with(TIMES).there(same(ObserverTool.EVENT, "/Info")), string("name")),
    NETWORK_NODES(
            READS,
            VITAL,
            list().with(GROWS)
                    .names(Map.of("/*/Node", NameKind.NODE, "/*/Version/Name", PRODUCT))
                    .there(renamed(ObserverTool.CONNECTIONS, "/Connections", Map.of("name", "peer"))),
            integer("min_bytes_in"),
            integer("min_bytes_out"),
            integer("min_connection_uptime"),
            integer("min_messages_in"),
            integer("min_messages_out"),
            integer("min_uptime"),
            string("name")),
    NETWORK_INFO(
            READS,
            STRUCTURE,
            json().with(STEADY).names(Map.of("/Nodes/*", NameKind.NODE)).there(plain(ObserverTool.NETWORK, "/Info"))),
    NETWORK_NODE_INFO(
            READS,
            VITAL,
            json().names(Map.of("/Node", NameKind.NODE, "/Version/Name", PRODUCT))
                    .there(renamed(ObserverTool.CONNECTION, "/Info", Map.of("name", "peer"))),
            string("name")),
    NETWORK_ACCEPTORS(READS, STRUCTURE, json().with(STEADY).there(plain(ObserverTool.NETWORK, "/Info/Acceptors"))),
    NETWORK_PING(READS, BACKGROUND, text().low().about(40), string("name")),
    CRON_INFO(
            READS,
            BACKGROUND,
            json().with(GROWS, TIMES)
                    .names(Map.of("/Jobs/*/Name", JOB, "/Spool/*", JOB))
                    .there(plain(ObserverTool.CRON, ""))),
    CRON_JOB(READS, BACKGROUND, json().with(TIMES).names(Map.of("/Name", JOB)), string("name")),
    CRON_SCHEDULE(READS, BACKGROUND, json().with(TIMES), integer("duration_seconds")),
    REGISTRAR_INFO(READS, BACKGROUND, json().with(GROWS).there(plain(ObserverTool.NETWORK, "/Info/Registrar"))),
    REGISTRAR_RESOLVE(
            READS,
            BACKGROUND,
            json().there(renamed(ObserverTool.REGISTRAR_ROUTES, "/Routes", Map.of("name", "peer"))),
            string("name")),
    REGISTRAR_RESOLVE_PROXY(
            READS,
            BACKGROUND,
            json().there(renamed(ObserverTool.REGISTRAR_PROXY_ROUTES, "/Routes", Map.of("name", "peer"))),
            string("name")),
    REGISTRAR_RESOLVE_APP(
            READS,
            BACKGROUND,
            json().there(renamed(ObserverTool.REGISTRAR_APPLICATION_ROUTES, "/Routes", Map.of("name", "name"))),
            string("name")),
    PPROF_CPU(
            READS,
            STACKS,
            text().low().with(GROWS, CODE, SAMPLED),
            integer("duration"),
            string("exclude"),
            string("filter"),
            integer("limit")),
    PPROF_HEAP(
            READS,
            HEAP,
            text().low()
                    .about(6_000)
                    .patient(20)
                    .with(CODE)
                    .there(renamed(ObserverTool.HEAP_PROFILE, "", Map.of("limit", "limit"))),
            string("exclude"),
            string("filter"),
            integer("limit")),
    PPROF_GOROUTINES(
            READS,
            STACKS,
            text().low()
                    .patient(20)
                    .with(GROWS, CODE, SAMPLED)
                    .there(renamed(ObserverTool.GOROUTINES, "", Map.of("filter", "stack"))
                            .lacking("exclude", "debug")),
            integer("debug"),
            string("exclude"),
            string("filter"),
            integer("limit"),
            string("pid")),
    LOG_LEVEL_GET(READS, BACKGROUND, text().low(), string("target")),
    LOGGERS_LIST(READS, BACKGROUND, json().there(plain(ObserverTool.NODE, "/Info/Loggers"))),
    MESSAGE_TYPES(
            READS,
            BACKGROUND,
            json().about(4_000)
                    .there(renamed(ObserverTool.TYPES, "/Types", Map.of("filter", "name", "limit", "limit"))),
            string("filter")),
    MESSAGE_TYPE_INFO(READS, BACKGROUND, json(), string("type_name")),
    SAMPLE_START(
            SAMPLER,
            STACKS,
            json().low().with(STARTS_SAMPLER),
            object("arguments"),
            integer("buffer_size"),
            integer("count"),
            integer("duration_sec"),
            integer("interval_ms"),
            integer("linger_sec").dispensable(),
            integer("max_errors").dispensable(),
            string("tool")),
    SAMPLE_LISTEN(
            SAMPLER,
            STRUCTURE,
            json().high()
                    .about(20_000)
                    .with(STARTS_SAMPLER)
                    .there(renamed(
                                    ObserverTool.LENS_LOG,
                                    "",
                                    Map.of("levels", "levels", "limit", "limit", "since", "since"))
                            .having("levels")),
            integer("buffer_size"),
            integer("duration_sec"),
            string("event"),
            string("event_node"),
            integer("linger_sec").dispensable(),
            array("log_levels"),
            string("log_source")),
    SAMPLE_READ(
            SAMPLER,
            STRUCTURE,
            json().high().about(300).with(GROWS, INDISPENSABLE),
            string("sampler_id"),
            integer("since").dispensable()),
    SAMPLE_LIST(SAMPLER, BACKGROUND, json()),
    SAMPLE_STOP(SAMPLER, STRUCTURE, text().low().about(30).with(INDISPENSABLE), string("sampler_id")),
    NETWORK_CONNECT(CHANGES, BACKGROUND, json(), string("name")),
    NETWORK_CONNECT_ROUTE(
            CHANGES,
            BACKGROUND,
            json(),
            string("cookie"),
            string("host"),
            bool("insecure_skip_verify"),
            string("name"),
            integer("port"),
            bool("tls")),
    NETWORK_DISCONNECT(CHANGES, BACKGROUND, json(), string("name")),
    LOG_LEVEL_SET(CHANGES, BACKGROUND, json(), string("level"), string("target")),
    SEND_MESSAGE(CHANGES, BACKGROUND, json(), bool("important"), object("message"), string("to"), string("type_name")),
    CALL_PROCESS(CHANGES, BACKGROUND, json(), bool("important"), object("request"), string("to"), string("type_name")),
    SEND_EXIT(CHANGES, BACKGROUND, json(), string("pid"), string("reason")),
    PROCESS_KILL(CHANGES, BACKGROUND, json(), string("pid"));

    /** The argument of every tool that names the node to be asked; without it the entry node answers. */
    public static final Argument NODE = string("node");

    /** The argument of every tool that bounds a proxied call, in seconds; 30 when absent. */
    public static final Argument TIMEOUT = integer("timeout");

    private static final Map<String, Tool> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Tool::toolName, Function.identity()));

    /** What an Observer says in one reply, by the name of the question on the wire. */
    private static final Map<String, List<Tool>> BY_OBSERVED = Arrays.stream(values())
            .filter(tool -> tool.there().isPresent())
            .collect(Collectors.groupingBy(tool -> tool.calledBy(Dialect.OBSERVER)));

    private final String toolName = name().toLowerCase(Locale.ROOT);
    private final Access access;
    private final Priority priority;
    private final ToolReply reply;
    private final List<Argument> arguments;

    Tool(Access access, Priority priority, ToolReply reply, Argument... arguments) {
        this.access = access;
        this.priority = priority;
        this.reply = reply;
        this.arguments = List.of(arguments);
    }

    /** Whether a visitor may call a tool. */
    public enum Access {
        /** It only reads. */
        READS,
        /** It reads, and leaves a sampler on the node which has to be stopped; or reads or stops one. */
        SAMPLER,
        /** It changes the cluster: never called. */
        CHANGES,
        /** It hands out secrets: never called. */
        SECRETS;

        /** Whether a visitor may call tools of this kind at all. */
        public boolean isAllowed() {
            return this == READS || this == SAMPLER;
        }
    }

    /** How the text of a reply looks. */
    public enum Form {
        /** A JSON object of which fields are known that every version has. */
        OBJECT,
        /** A JSON list, in every version; an empty one is the text {@code null} (ERGO.md 1). */
        LIST,
        /** JSON of which nothing is taken for granted. */
        JSON,
        /** Plain text (ERGO.md 1). */
        TEXT
    }

    /** What has to be minded about a tool. */
    public enum Trait {
        /** Its reply grows with the node, so that a time-out may be the wall of 65,535 bytes. */
        GROWS,
        /**
         * Its reply has the same size whatever the node holds, and waits for no process: its time tells how the node is. Lists, dumps, profiles
         * and inspections take long by their nature, and a time-out may be the wall.
         */
        STEADY,
        /** Nodes cannot be counted and told apart without it, or nothing that runs on them could be ended: it is always asked. */
        INDISPENSABLE,
        /** Its reply holds moments of the node's clock. */
        TIMES,
        /** Its reply is a profile or dump: names of functions and files, whose words are not taken for names. */
        CODE,
        /** It may run as a sampler on a node. */
        SAMPLED,
        /** It starts something on the node that has to be stopped. */
        STARTS_SAMPLER,
        /** Only an Observer knows it: no node offers it. */
        ONLY_OBSERVED
    }

    /** Those that nodes offer themselves, in their MCP application. */
    public static List<Tool> ofNodes() {
        return Arrays.stream(values()).filter(tool -> !tool.has(ONLY_OBSERVED)).toList();
    }

    /** The tool of that name at the MCP application; empty for one that this catalogue does not know. */
    public static Optional<Tool> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * The tool that a line of the ledger asked, the first of those that its reply answers; empty for the protocol's own questions and for one that this
     * catalogue does not know.
     */
    public static Optional<Tool> of(Call call) {
        return answeredBy(call).stream().findFirst();
    }

    /** Everything that the reply to a line of the ledger answers: an Observer says in one reply what took several questions before. */
    public static List<Tool> answeredBy(Call call) {
        return call.dialect() == Dialect.MCP_APPLICATION
                ? named(call.tool()).stream().toList()
                : BY_OBSERVED.getOrDefault(call.tool(), List.of());
    }

    /** Whether the reply to a line of the ledger answers this tool. */
    public boolean askedBy(Call call) {
        return call.dialect() == Dialect.MCP_APPLICATION
                ? call.tool().equals(toolName)
                : there().filter(it -> it.tool().askedBy(call)).isPresent();
    }

    /** Where in the reply to a line of the ledger its answer stands. */
    public Source in(Call call) {
        Source file = Source.file(call.file().orElse(""));
        return call.dialect() == Dialect.MCP_APPLICATION
                ? file
                : new Source(file.file(), there().map(Counterpart::place).orElse(""), 0);
    }

    /** Whether an Observer says it in its reply to another question. */
    public boolean isSaidWithAnother() {
        return there().isPresent()
                && BY_OBSERVED
                                .getOrDefault(calledBy(Dialect.OBSERVER), List.of())
                                .indexOf(this)
                        > 0;
    }

    /** How an Observer is asked the same; empty where it does not know it. */
    public Optional<Counterpart> there() {
        return reply.there();
    }

    /** The same with such arguments. */
    public Optional<Counterpart> there(Map<String, Object> arguments) {
        return there().filter(it -> it.takes().test(arguments));
    }

    /** The name on the wire, {@code process_list}. */
    public String toolName() {
        return toolName;
    }

    /** What it is called where such an endpoint is asked; what an Observer does not know keeps its name. */
    public String calledBy(Dialect dialect) {
        return dialect == Dialect.OBSERVER
                ? there().map(it -> it.tool().wireName()).orElse(toolName)
                : toolName;
    }

    /** Whether a visitor may call it. */
    public Access access() {
        return access;
    }

    /** When it is asked as long as time and bytes last. */
    public Priority priority() {
        return priority;
    }

    /** What its reply holds. */
    public Sensitivity sensitivity() {
        return reply.sensitivity();
    }

    /** How the text of its reply looks. */
    public Form form() {
        return reply.form();
    }

    public boolean has(Trait trait) {
        return reply.traits().contains(trait);
    }

    /** Fields of its reply that every version gives as numbers, where it gives them at all. */
    public List<String> numbers() {
        return reply.numbers();
    }

    /** The field of its reply that names who answered. */
    public Optional<String> namedBy() {
        return reply.namedBy();
    }

    /** How long a reply that may be large is waited for. */
    public Duration patience() {
        return reply.patience();
    }

    /** How many bytes a reply has, about, where nothing tells better. */
    public long usualBytes() {
        return reply.usualBytes();
    }

    /** A longer reply is not accepted: a list of a million processes has half of it, nothing else comes near. */
    public long mostBytes() {
        return reply.mostBytes();
    }

    /** Whose names stand where in its reply, {@code /Jobs/0/Name} being {@code /Jobs/*}{@code /Name}. */
    public Map<String, NameKind> names() {
        return reply.names();
    }

    /** Its own arguments, without {@link #NODE} and {@link #TIMEOUT}. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** The argument of that name, {@link #NODE} and {@link #TIMEOUT} included. */
    public Optional<Argument> argument(String name) {
        if (name.equals(NODE.name())) {
            return Optional.of(NODE);
        }
        if (name.equals(TIMEOUT.name())) {
            return Optional.of(TIMEOUT);
        }
        return arguments.stream()
                .filter(argument -> argument.name().equals(name))
                .findFirst();
    }

    /**
     * What is wrong with these arguments, a sentence each; empty when the node will take them all. Needed because a node ignores what it does
     * not understand without a word.
     */
    public List<String> faults(Map<String, ?> given) {
        return given.entrySet().stream()
                .flatMap(entry -> fault(entry.getKey(), entry.getValue()).stream())
                .sorted()
                .toList();
    }

    private Optional<String> fault(String name, Object value) {
        Optional<Argument> argument = argument(name);
        if (argument.isEmpty()) {
            return Optional.of(toolName() + " takes no argument '" + name + "'");
        }
        return argument.get().type().takes(value)
                ? Optional.empty()
                : Optional.of(toolName() + " wants '" + name + "' as "
                        + argument.get().type().word());
    }
}
