package ergodiag.ergo.observer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How an Observer is asked what a tool of the MCP application says (ERGO33.md 10).
 *
 * @param tool what is asked
 * @param place where in its reply the value stands, as a JSON pointer; "" for all of it
 * @param takes whether it says what is asked with such arguments of the MCP application's tool
 * @param arguments those of the MCP application's tool as those of this one
 */
public record Counterpart(
        ObserverTool tool,
        String place,
        Predicate<Map<String, Object>> takes,
        UnaryOperator<Map<String, Object>> arguments) {

    /** Asked without arguments. */
    public static Counterpart plain(ObserverTool tool, String place) {
        return new Counterpart(tool, place, any -> true, any -> Map.of());
    }

    /** The same arguments under the same names. */
    public static Counterpart same(ObserverTool tool, String place) {
        return new Counterpart(tool, place, any -> true, UnaryOperator.identity());
    }

    /** Some arguments under other names; what is not named is not sent. */
    public static Counterpart renamed(ObserverTool tool, String place, Map<String, String> names) {
        return new Counterpart(tool, place, any -> true, given -> renamed(given, names));
    }

    /**
     * Processes. The Observer does not sort: what was started last is what an endless start asks for, and the head of the queues is whoever has
     * something waiting.
     */
    public static Counterpart processes() {
        return new Counterpart(ObserverTool.PROCESSES, "/Processes", Counterpart::needsNoSorting, given -> {
            Map<String, Object> asked = renamed(
                    given,
                    Map.of(
                            "application", "app",
                            "behavior", "behavior",
                            "limit", "limit",
                            "min_mailbox", "minMailbox",
                            "name", "name",
                            "state", "state",
                            "scan", "scan",
                            "start", "start"));
            if (given.containsKey("max_uptime")) {
                asked.put("scan", "ordered");
                asked.put("start", -1L);
            }
            if ("mailbox".equals(given.get("sort_by"))) {
                asked.put("minMailbox", 1L);
            }
            return asked;
        });
    }

    /** By age they come in the order of their ids, and what waits is asked for by a filter. */
    private static boolean needsNoSorting(Map<String, Object> given) {
        return List.of("", "uptime", "mailbox").contains(given.getOrDefault("sort_by", ""));
    }

    /** The same, only for questions that have all of these arguments. */
    public Counterpart having(String... names) {
        return new Counterpart(tool, place, takes.and(given -> given.keySet().containsAll(List.of(names))), arguments);
    }

    /** The same, only for questions that have none of these arguments. */
    public Counterpart lacking(String... names) {
        return new Counterpart(
                tool, place, takes.and(given -> List.of(names).stream().noneMatch(given::containsKey)), arguments);
    }

    /** The same, only for questions about a process whose id is written as an Observer writes it. */
    public Counterpart byItsOwnId() {
        return new Counterpart(
                tool,
                place,
                takes.and(given -> !String.valueOf(given.get("pid")).startsWith("<")),
                arguments);
    }

    private static Map<String, Object> renamed(Map<String, Object> given, Map<String, String> names) {
        Map<String, Object> renamed = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (names.containsKey(name)) {
                renamed.put(names.get(name), value);
            }
        });
        return renamed;
    }
}
