package ergodiag.ergo;

import static ergodiag.ergo.Tool.Access.NEVER;
import static ergodiag.ergo.Tool.Access.READS;
import static ergodiag.ergo.Tool.Access.SAMPLER;
import static ergodiag.ergo.Tool.Argument.array;
import static ergodiag.ergo.Tool.Argument.bool;
import static ergodiag.ergo.Tool.Argument.integer;
import static ergodiag.ergo.Tool.Argument.number;
import static ergodiag.ergo.Tool.Argument.object;
import static ergodiag.ergo.Tool.Argument.string;

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
 */
public enum Tool {
    CLUSTER_NODES(READS),
    NODE_INFO(READS),
    /** The environment of a node, secrets included: never collected. */
    NODE_ENV(NEVER),
    RUNTIME_STATS(READS),
    PROCESS_LIST(
            READS,
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
    PROCESS_CHILDREN(READS, string("parent"), bool("recursive")),
    PROCESS_INFO(READS, string("pid")),
    PROCESS_STATE(READS, string("pid")),
    PROCESS_LOOKUP(READS, string("name"), string("pid")),
    PROCESS_INSPECT(READS, array("items"), string("pid")),
    META_INSPECT(READS, string("alias"), array("items")),
    APP_LIST(READS, integer("min_uptime"), string("mode"), string("name"), string("state")),
    APP_INFO(READS, string("name")),
    APP_PROCESSES(READS, integer("limit"), string("name")),
    EVENT_LIST(
            READS,
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
    EVENT_INFO(READS, string("name")),
    NETWORK_INFO(READS),
    NETWORK_NODES(
            READS,
            integer("min_bytes_in"),
            integer("min_bytes_out"),
            integer("min_connection_uptime"),
            integer("min_messages_in"),
            integer("min_messages_out"),
            integer("min_uptime"),
            string("name")),
    NETWORK_NODE_INFO(READS, string("name")),
    NETWORK_ACCEPTORS(READS),
    NETWORK_PING(READS, string("name")),
    CRON_INFO(READS),
    CRON_JOB(READS, string("name")),
    CRON_SCHEDULE(READS, integer("duration_seconds")),
    REGISTRAR_INFO(READS),
    REGISTRAR_RESOLVE(READS, string("name")),
    REGISTRAR_RESOLVE_PROXY(READS, string("name")),
    REGISTRAR_RESOLVE_APP(READS, string("name")),
    PPROF_GOROUTINES(READS, integer("debug"), string("exclude"), string("filter"), integer("limit"), string("pid")),
    PPROF_CPU(READS, integer("duration"), string("exclude"), string("filter"), integer("limit")),
    PPROF_HEAP(READS, string("exclude"), string("filter"), integer("limit")),
    LOG_LEVEL_GET(READS, string("target")),
    LOGGERS_LIST(READS),
    MESSAGE_TYPES(READS, string("filter")),
    MESSAGE_TYPE_INFO(READS, string("type_name")),
    SAMPLE_START(
            SAMPLER,
            object("arguments"),
            integer("buffer_size"),
            integer("count"),
            integer("duration_sec"),
            integer("interval_ms"),
            integer("linger_sec"),
            integer("max_errors"),
            string("tool")),
    SAMPLE_LISTEN(
            SAMPLER,
            integer("buffer_size"),
            integer("duration_sec"),
            string("event"),
            string("event_node"),
            integer("linger_sec"),
            array("log_levels"),
            string("log_source")),
    SAMPLE_READ(SAMPLER, string("sampler_id"), integer("since")),
    SAMPLE_LIST(SAMPLER),
    SAMPLE_STOP(SAMPLER, string("sampler_id")),
    NETWORK_CONNECT(NEVER, string("name")),
    NETWORK_CONNECT_ROUTE(
            NEVER,
            string("cookie"),
            string("host"),
            bool("insecure_skip_verify"),
            string("name"),
            integer("port"),
            bool("tls")),
    NETWORK_DISCONNECT(NEVER, string("name")),
    LOG_LEVEL_SET(NEVER, string("level"), string("target")),
    SEND_MESSAGE(NEVER, bool("important"), object("message"), string("to"), string("type_name")),
    CALL_PROCESS(NEVER, bool("important"), object("request"), string("to"), string("type_name")),
    SEND_EXIT(NEVER, string("pid"), string("reason")),
    PROCESS_KILL(NEVER, string("pid"));

    /** The argument of every tool that names the node to be asked; without it the entry node answers. */
    public static final Argument NODE = string("node");

    /** The argument of every tool that bounds a proxied call, in seconds; 30 when absent. */
    public static final Argument TIMEOUT = integer("timeout");

    private static final Map<String, Tool> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Tool::toolName, Function.identity()));

    private final Access access;
    private final List<Argument> arguments;

    Tool(Access access, Argument... arguments) {
        this.access = access;
        this.arguments = List.of(arguments);
    }

    /** Whether a visitor may call a tool. */
    public enum Access {
        /** It only reads. */
        READS,
        /** It reads, and leaves a sampler on the node which has to be stopped; or reads or stops one. */
        SAMPLER,
        /** It changes the cluster or hands out secrets: never called. */
        NEVER
    }

    /** JSON types of arguments. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        ARRAY,
        OBJECT;

        /** The word of JSON Schema. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether a value, as Jackson or a caller gives it, has this type: String, Number, Boolean, List or Map. */
        public boolean takes(Object value) {
            return switch (this) {
                case STRING -> value instanceof String;
                case INTEGER -> value instanceof Long || value instanceof Integer;
                case NUMBER -> value instanceof Number;
                case BOOLEAN -> value instanceof Boolean;
                case ARRAY -> value instanceof List;
                case OBJECT -> value instanceof Map;
            };
        }
    }

    /** An argument of a tool. */
    public record Argument(String name, Type type) {
        static Argument string(String name) {
            return new Argument(name, Type.STRING);
        }

        static Argument integer(String name) {
            return new Argument(name, Type.INTEGER);
        }

        static Argument number(String name) {
            return new Argument(name, Type.NUMBER);
        }

        static Argument bool(String name) {
            return new Argument(name, Type.BOOLEAN);
        }

        static Argument array(String name) {
            return new Argument(name, Type.ARRAY);
        }

        static Argument object(String name) {
            return new Argument(name, Type.OBJECT);
        }
    }

    /** The tool of that name; empty for one that this catalogue does not know. */
    public static Optional<Tool> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The name on the wire, {@code process_list}. */
    public String toolName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a visitor may call it. */
    public Access access() {
        return access;
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
