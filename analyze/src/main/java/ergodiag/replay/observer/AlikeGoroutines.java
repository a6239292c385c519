package ergodiag.replay.observer;

import ergodiag.replay.tools.ProfileTools;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The goroutines of a recorded dump, alike ones as one group: of the same state, with the same functions above one another. State and
 * waiting are read from the header as an Observer reads it, labels and all (ERGO33.md 8).
 */
final class AlikeGoroutines {
    private static final Pattern HEADER = Pattern.compile("goroutine (\\d+) ");
    private static final Pattern WAIT = Pattern.compile("\\s*(\\d+) (second|minute|hour)s?\\b.*");
    private static final Map<String, Long> SECONDS = Map.of("second", 1L, "minute", 60L, "hour", 3600L);

    private final View view;

    AlikeGoroutines(View view) {
        this.view = view;
    }

    /** A goroutine of the dump. */
    private record Goroutine(String id, String state, long waited, List<String> functions, String block) {
        static Goroutine of(String block) {
            String header = block.lines().findFirst().orElse("");
            Matcher number = HEADER.matcher(header);
            int open = header.indexOf('[');
            int close = header.indexOf(']');
            String inside = open < 0 || close < open ? "" : header.substring(open + 1, close);
            int comma = inside.indexOf(',');
            String state = (comma < 0 ? inside : inside.substring(0, comma)).strip();
            Matcher wait = WAIT.matcher(comma < 0 ? "" : inside.substring(comma + 1));
            long waited = wait.matches() ? Long.parseLong(wait.group(1)) * SECONDS.getOrDefault(wait.group(2), 0L) : 0;
            List<String> functions = block.lines()
                    .skip(1)
                    .filter(line -> !line.startsWith("\t") && !line.isBlank())
                    .map(line -> plain(line.strip()))
                    .toList();
            return new Goroutine(number.lookingAt() ? number.group(1) : "0", state, waited, functions, block);
        }

        /** A call without what differs between goroutines: the values of its arguments, and the number of who created it. */
        private static String plain(String call) {
            int creator = call.lastIndexOf(" in goroutine ");
            if (creator > 0) {
                return call.substring(0, creator);
            }
            int open = call.lastIndexOf('(');
            return call.endsWith(")") && open >= 0 && open < call.length() - 2
                    ? call.substring(0, open) + "(...)"
                    : call;
        }

        String like() {
            return state + "\n" + functions;
        }
    }

    /** Those that have the text in their stack, that state, and have waited so many seconds. */
    String groups(String stack, String state, long waited) {
        Map<String, Object> asked = Map.of("debug", 2, "limit", View.ALL);
        String dump = view.text(new ProfileTools(view.sight(), View.asking(asked)).goroutines());
        List<Goroutine> all = new ArrayList<>();
        for (String block : dump.split("\n\n")) {
            if (HEADER.matcher(block.strip()).lookingAt()) {
                all.add(Goroutine.of(block.strip()));
            }
        }
        String part = stack.toLowerCase(Locale.ROOT);
        List<Goroutine> kept = all.stream()
                .filter(each -> state.isEmpty() || each.state().equalsIgnoreCase(state))
                .filter(each -> each.waited() >= waited)
                .filter(each -> each.block().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        Map<String, List<Goroutine>> groups = new LinkedHashMap<>();
        kept.forEach(each ->
                groups.computeIfAbsent(each.like(), k -> new ArrayList<>()).add(each));
        return new ObjectText()
                .list(
                        "Groups",
                        groups.values().stream()
                                .sorted(Comparator.<List<Goroutine>>comparingInt(List::size)
                                        .reversed())
                                .map(AlikeGoroutines::text)
                                .toList())
                .number("Total", all.size())
                .number("Filtered", kept.size())
                .toString();
    }

    private static String text(List<Goroutine> group) {
        Goroutine first = group.get(0);
        List<String> functions = first.functions();
        return new ObjectText()
                .number("Count", group.size())
                .text("State", first.state())
                .number(
                        "WaitSec",
                        group.stream().mapToLong(Goroutine::waited).max().orElse(0))
                .text("Origin", functions.isEmpty() ? "" : functions.get(functions.size() - 1))
                .text("Current", functions.isEmpty() ? "" : functions.get(0))
                .text("Stack", first.block())
                .list("IDs", group.stream().map(Goroutine::id).toList())
                .toString();
    }
}
