package ergodiag.ergo.observer;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a visitor asks of an Observer (ERGO33.md 6 and 7): tools that only read, the map of the cluster, and the two lenses of which no tool says the
 * same. Nothing else is ever asked, whatever the endpoint offers.
 */
public enum ObserverTool {
    NODE(Kind.TOOL),
    CAPABILITIES(Kind.TOOL),
    NETWORK(Kind.TOOL),
    CONNECTIONS(Kind.TOOL),
    CONNECTION(Kind.TOOL),
    PROCESSES(Kind.TOOL),
    PROCESS_LOOKUP(Kind.TOOL),
    PROCESS_STATE(Kind.TOOL),
    META_STATE(Kind.TOOL),
    SUBTREE(Kind.TOOL),
    APPLICATIONS(Kind.TOOL),
    APP_TREE(Kind.TOOL),
    EVENTS(Kind.TOOL),
    EVENT(Kind.TOOL),
    GOROUTINES(Kind.TOOL),
    /** Forces a garbage collection. */
    HEAP_PROFILE(Kind.TOOL),
    CRON(Kind.TOOL),
    CRON_SCHEDULE(Kind.TOOL),
    REGISTRAR_NODES(Kind.TOOL),
    REGISTRAR_ROUTES(Kind.TOOL),
    REGISTRAR_PROXY_ROUTES(Kind.TOOL),
    REGISTRAR_APPLICATION_ROUTES(Kind.TOOL),
    TYPES(Kind.TOOL),
    /** {@code ergo://cluster}: counters and links of all nodes, asked of none of them. */
    CLUSTER_MAP(Kind.MAP),
    /** {@code ergo://NODE/process/PID}: an inspector on the node that ticks for half a minute. */
    LENS_PROCESS(Kind.LENS),
    /** {@code ergo://NODE/log}: what is logged from the first look on. */
    LENS_LOG(Kind.LENS);

    /** How it is asked. */
    private enum Kind {
        TOOL,
        MAP,
        LENS
    }

    private static final String TARGET = "pid";

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final Kind kind;

    ObserverTool(Kind kind) {
        this.kind = kind;
    }

    /** Its name on the wire; of a resource, the name that it has in a ledger. */
    public String wireName() {
        return wireName;
    }

    /** Whether it is read as a resource and not called as a tool. */
    public boolean isResource() {
        return kind != Kind.TOOL;
    }

    /** Whether reading it starts an inspector on the node, which goes on for half a minute after the last look (ERGO33.md 4). */
    public boolean isLens() {
        return kind == Kind.LENS;
    }

    /** Whether a line of the ledger asked it. */
    public boolean askedBy(Call call) {
        return call.dialect() == Dialect.OBSERVER && call.tool().equals(wireName);
    }

    /**
     * The address of the resource.
     *
     * @param node the node; "" for the map
     * @param arguments of the question: {@code pid} is the target, all others stand behind the question mark
     */
    public String uri(String node, Map<String, ?> arguments) {
        if (kind == Kind.MAP) {
            return "ergo://cluster";
        }
        List<String> more = new ArrayList<>();
        arguments.forEach((name, value) -> {
            if (!name.equals(TARGET)) {
                more.add(name + "=" + encoded(value));
            }
        });
        String lens = wireName.substring("lens_".length());
        return "ergo://" + node + "/" + lens
                + (arguments.containsKey(TARGET) ? "/" + encoded(arguments.get(TARGET)) : "")
                + (more.isEmpty() ? "" : "?" + String.join("&", more));
    }

    /** As it stands in an address; what an id consists of stays readable. */
    private static String encoded(Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%40", "@")
                .replace("%3A", ":")
                .replace("%2C", ",");
    }
}
