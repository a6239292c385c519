package ergodiag.ergo;

import java.util.Set;
import java.util.regex.Pattern;

/** What a name is the name of. */
public enum NameKind {
    NODE("node"),
    HOST("host"),
    APPLICATION("app"),
    PROCESS("proc"),
    EVENT("event"),
    JOB("job"),
    PRODUCT("product");

    /** Last keys of values that begin or end with a host. */
    private static final Set<String> HOSTS =
            Set.of("Host", "Interface", "RegistrarServer", "Server", "endpoint", "PoolDSN");

    /** Names that the framework and the endpoint give themselves: they tell nothing, and verdicts rest on them. */
    private static final Pattern FRAMEWORK = Pattern.compile("|mcp|mcp_(?:app|web|sup|pool|sampler(?:_\\w+)?)"
            + "|system_(?:app|sup|metrics|inspect)|(?:observer|radar)_(?:app|sup|web)|core|default"
            + "|observer_(?:cluster|manager|post_pool|(?:watcher|watch|web|uri|job|session)_.*)"
            + "|inspect_(?:node|process|network|connection|event|application|log|tracing|meta)(?:_.*)?");

    private final String word;

    NameKind(String word) {
        this.word = word;
    }

    /** What its pseudonyms begin with. */
    public String word() {
        return word;
    }

    /** Whether the value at a place of a reply begins or ends with a host, by its last key: the same for all tools. */
    public static boolean isHost(String path) {
        String plain = path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
        return HOSTS.contains(plain.substring(plain.lastIndexOf('/') + 1));
    }

    /** Whether the framework gave the name. */
    public static boolean ofFramework(String name) {
        return FRAMEWORK.matcher(name).matches();
    }
}
