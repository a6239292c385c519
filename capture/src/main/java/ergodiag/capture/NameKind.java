package ergodiag.capture;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a name is the name of, and where the replies have such names. */
enum NameKind {
    NODE("node"),
    HOST("host"),
    APPLICATION("app"),
    PROCESS("proc"),
    EVENT("event"),
    JOB("job"),
    PRODUCT("product");

    private static final Map<String, NameKind> ROWS = Map.of("/*/Name", PROCESS, "/*/Application", APPLICATION);
    private static final Map<String, Map<String, NameKind>> PLACES = Map.ofEntries(
            Map.entry("process_list", ROWS),
            Map.entry("process_children", ROWS),
            Map.entry("app_processes", ROWS),
            Map.entry("process_info", Map.of("/Name", PROCESS, "/Application", APPLICATION, "/Events/*", EVENT)),
            Map.entry("app_list", Map.of("/*/name", APPLICATION)),
            Map.entry("app_info", Map.of("/Name", APPLICATION, "/Version/Name", PRODUCT)),
            Map.entry("cron_info", Map.of("/Jobs/*/Name", JOB, "/Spool/*", JOB)),
            Map.entry("cron_job", Map.of("/Name", JOB)),
            Map.entry(
                    "node_info",
                    Map.of("/Name", NODE, "/Version/Name", PRODUCT, "/Cron/Jobs/*/Name", JOB, "/Cron/Spool/*", JOB)),
            Map.entry("cluster_nodes", Map.of("/*/name", NODE)),
            Map.entry("network_nodes", Map.of("/*/Node", NODE, "/*/Version/Name", PRODUCT)),
            Map.entry("network_node_info", Map.of("/Node", NODE, "/Version/Name", PRODUCT)),
            Map.entry("network_info", Map.of("/Nodes/*", NODE)));

    /** Last keys of values that begin or end with a host. */
    private static final Set<String> HOSTS =
            Set.of("Host", "Interface", "RegistrarServer", "Server", "endpoint", "PoolDSN");

    /** Names that the framework and the endpoint give themselves: they tell nothing, and verdicts rest on them. */
    private static final Pattern FRAMEWORK = Pattern.compile("|mcp|mcp_(?:app|web|sup|pool|sampler(?:_\\w+)?)"
            + "|system_(?:app|sup|metrics|inspect)|(?:observer|radar)_(?:app|sup|web)|core|default");

    private final String word;

    NameKind(String word) {
        this.word = word;
    }

    /** What its pseudonyms begin with. */
    String word() {
        return word;
    }

    /** What stands at a place of a tool's reply, when it is a name. */
    static Optional<NameKind> at(String tool, String path) {
        NameKind kind = PLACES.getOrDefault(tool, Map.of()).get(path);
        return Optional.ofNullable(kind).or(() -> isHost(path) ? Optional.of(HOST) : Optional.empty());
    }

    private static boolean isHost(String path) {
        String plain = path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
        return HOSTS.contains(plain.substring(plain.lastIndexOf('/') + 1));
    }

    /** Whether the framework gave the name. */
    static boolean ofFramework(String name) {
        return FRAMEWORK.matcher(name).matches();
    }
}
