package ergodiag.analyze;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** A goroutine dump to which the stacks of a scenario are added, filtered as the call asked for. */
final class DumpText {
    private static final Pattern TOTAL = Pattern.compile("goroutine profile: total (\\d+)");

    private DumpText() {}

    static String of(String text, ObjectNode call, List<Standstill> added, double second) {
        boolean grouped = call.path("arguments").path("debug").asInt(1) == 1;
        Matcher total = TOTAL.matcher(text);
        int goroutines = total.find() ? Integer.parseInt(total.group(1)) : 0;
        List<String> blocks = new ArrayList<>(Arrays.stream(text.split("\n\n"))
                .map(String::strip)
                .filter(block -> !block.isEmpty() && !block.startsWith("goroutine profile:") || block.contains("\n"))
                .map(block -> block.startsWith("goroutine profile:") ? block.substring(block.indexOf('\n') + 1) : block)
                .toList());
        for (Standstill stack : added) {
            int count = stack.count().applyAsInt(second);
            goroutines += count;
            if (count > 0 && grouped) {
                blocks.add(0, stack.grouped(second).strip());
            }
            for (int i = 0; i < count && !grouped; i++) {
                blocks.add(stack.single(second, 70_000 + blocks.size()).strip());
            }
        }
        String filter = call.path("arguments").path("filter").asString("");
        String exclude = call.path("arguments").path("exclude").asString("");
        List<String> shown = blocks.stream()
                .filter(block -> filter.isEmpty() || block.contains(filter))
                .filter(block -> exclude.isEmpty() || !block.contains(exclude))
                .toList();
        boolean filtered = !filter.isEmpty() || !exclude.isEmpty();
        return "goroutine profile: total " + goroutines + (filtered ? ", matched " + shown.size() : "") + ", showing "
                + shown.size() + "\n\n" + String.join("\n\n", shown) + "\n";
    }
}
