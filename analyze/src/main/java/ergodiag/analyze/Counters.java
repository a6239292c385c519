package ergodiag.analyze;

import ergodiag.analyze.Comparison.Shift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tables of two results say differently about the same node, link, process or event. */
final class Counters {
    private static final String NODES = "nodes";
    private static final String VERSION = "Version";
    /** Tables whose rows are known again, and by how many of their first columns. */
    private static final Map<String, Integer> KEYS = orderedKeys();
    /** Values that are always different and say nothing. */
    private static final Pattern NOISE = Pattern.compile("Clock offset.*|Round trip.*|RTT.*|Age");
    /** In tables of many rows only rates are compared, and only when they changed by this much. */
    private static final double NOTABLE = 1.5;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?");

    private Counters() {}

    static List<Shift> between(Findings before, Findings after) {
        List<Shift> shifts = new ArrayList<>();
        KEYS.forEach((table, width) -> shifts.addAll(shifts(before, after, table, width).stream()
                .filter(shift -> !shift.what().equals(VERSION)
                        && !NOISE.matcher(shift.what()).matches())
                .filter(shift -> table.equals(NODES) || isNotableRate(shift))
                .toList()));
        return List.copyOf(shifts);
    }

    static List<Shift> versions(Findings before, Findings after) {
        return shifts(before, after, NODES, KEYS.get(NODES)).stream()
                .filter(shift -> shift.what().equals(VERSION))
                .toList();
    }

    private static List<Shift> shifts(Findings before, Findings after, String table, int width) {
        Map<String, Map<String, String>> old = rows(before, table, width);
        List<Shift> shifts = new ArrayList<>();
        rows(after, table, width)
                .forEach((key, cells) -> Optional.ofNullable(old.get(key))
                        .ifPresent(was -> cells.forEach((column, now) -> {
                            String then = was.getOrDefault(column, now);
                            if (!then.equals(now)) {
                                shifts.add(new Shift(key, column, then, now));
                            }
                        })));
        return shifts;
    }

    /** By the row's key its cells by column. */
    private static Map<String, Map<String, String>> rows(Findings findings, String id, int width) {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Table table : findings.tables()) {
            if (table.id().equals(id)) {
                for (List<String> row : table.rows()) {
                    Map<String, String> cells = new LinkedHashMap<>();
                    for (int i = width; i < Math.min(row.size(), table.columns().size()); i++) {
                        cells.put(table.columns().get(i), row.get(i));
                    }
                    rows.putIfAbsent(key(id, row.subList(0, Math.min(width, row.size()))), cells);
                }
            }
        }
        return rows;
    }

    private static String key(String table, List<String> cells) {
        return table.equals("links")
                ? String.join(" → ", cells)
                : String.join(
                        ": ", cells.stream().filter(cell -> !cell.isEmpty()).toList());
    }

    private static boolean isNotableRate(Shift shift) {
        OptionalDouble before = number(shift.before());
        OptionalDouble after = number(shift.after());
        if (!shift.what().endsWith("/s)") || before.isEmpty() || after.isEmpty()) {
            return false;
        }
        double less = Math.min(before.getAsDouble(), after.getAsDouble());
        double more = Math.max(before.getAsDouble(), after.getAsDouble());
        return more >= 1 && more >= NOTABLE * less;
    }

    private static OptionalDouble number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.lookingAt()
                ? OptionalDouble.of(Double.parseDouble(matcher.group().replace(",", "")))
                : OptionalDouble.empty();
    }

    private static Map<String, Integer> orderedKeys() {
        Map<String, Integer> keys = new LinkedHashMap<>();
        keys.put(NODES, 1);
        keys.put("links", 2);
        keys.put("mailboxes", 2);
        keys.put("events", 2);
        return keys;
    }
}
