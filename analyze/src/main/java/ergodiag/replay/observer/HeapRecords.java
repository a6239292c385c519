package ergodiag.replay.observer;

import ergodiag.replay.recording.GoJson;
import ergodiag.replay.tools.ProfileTools;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The heap profile of a node. The old application tells one function of a stack and rounded sizes, and no objects: so each record has a
 * stack of one function, and no objects.
 */
final class HeapRecords {
    private static final Pattern LINE =
            Pattern.compile("^\\s*(-?[\\d.]+)(B|KB|MB|GB)\\s+(-?[\\d.]+)(B|KB|MB|GB)\\s+(\\S.*)$", Pattern.MULTILINE);
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private final View view;

    HeapRecords(View view) {
        this.view = view;
    }

    private record Line(long inUse, long allocated, String function) {
        static Line of(MatchResult found) {
            return new Line(
                    bytes(found.group(1), found.group(2)), bytes(found.group(3), found.group(4)), found.group(5));
        }

        private static long bytes(String number, String unit) {
            return Math.round(Double.parseDouble(number) * UNITS.getOrDefault(unit, 1L));
        }

        String text() {
            return new ObjectText()
                    .number("InuseBytes", inUse)
                    .number("InuseObjects", 0)
                    .number("AllocBytes", allocated)
                    .number("AllocObjects", 0)
                    .number("FreeObjects", 0)
                    .list("Stack", List.of(GoJson.string(function)))
                    .toString();
        }
    }

    /** Those that hold so many bytes. */
    String records(long least, long limit) {
        String table = view.text(new ProfileTools(view.sight(), View.asking(Map.of("limit", View.ALL))).heap());
        List<Line> lines = LINE.matcher(table)
                .results()
                .map(Line::of)
                .filter(line -> line.inUse() >= least)
                .sorted(Comparator.comparingLong(Line::inUse).reversed())
                .toList();
        int most = (int) Math.min(limit, lines.size());
        return new ObjectText()
                .list("Records", lines.subList(0, most).stream().map(Line::text).toList())
                .number("TotalInuse", lines.stream().mapToLong(Line::inUse).sum())
                .number("TotalAlloc", lines.stream().mapToLong(Line::allocated).sum())
                .number("TotalObjects", 0)
                .number("Truncated", lines.size() - most)
                .legend(Shape.HEAP.legend(""))
                .toString();
    }
}
