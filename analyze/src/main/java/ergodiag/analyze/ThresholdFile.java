package ergodiag.analyze;

import ergodiag.bundle.UserError;
import ergodiag.findings.Threshold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Limits in a file of the user's own: one {@code key = value unit} a line, {@code #} begins a comment. A value may be given in any unit of the
 * same kind (ms for s, MiB for bytes, messages/s for messages/min).
 */
public final class ThresholdFile {
    private static final Pattern LINE =
            Pattern.compile("(?<key>[a-z0-9.-]+)\\s*=\\s*(?<value>\\S+)(?:\\s+(?<unit>.*\\S))?");
    private static final Pattern GLUED = Pattern.compile("(?<value>[0-9.,]+(?:[eE][+-]?[0-9]+)?)(?<unit>%|[a-zA-Z].*)");
    private static final int ALIKE = 6;

    private ThresholdFile() {}

    /**
     * Reads such a file.
     *
     * @param name how the file is called in messages
     * @param lines its lines
     * @param known all limits there are
     * @return the limits it changes, by key, in the units of the known ones
     * @throws UserError naming the line when a key, a unit or a value is not one
     */
    public static Map<String, Double> read(String name, List<String> lines, List<Threshold> known) {
        Map<String, Threshold> byKey =
                known.stream().collect(Collectors.toMap(Threshold::key, Function.identity(), (a, b) -> a));
        Map<String, Double> changed = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").strip();
            if (!line.isEmpty()) {
                String place = "Reading " + name + ", line " + (i + 1) + ": ";
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw new UserError(place + "'" + line + "' is not 'key = value unit'; write it like"
                            + " 'memory-growth.live-bytes = 32 MiB'.");
                }
                Threshold threshold = named(place, parts.group("key"), byKey);
                if (changed.containsKey(threshold.key())) {
                    throw new UserError(place + threshold.key() + " is given twice; remove one of them.");
                }
                changed.put(threshold.key(), value(place, threshold, parts));
            }
        }
        return changed;
    }

    /** All limits as such a file, each with its origin and reason; read again it changes nothing. */
    public static String write(List<Threshold> known) {
        List<String> lines = new ArrayList<>(
                List.of(
                        "# Limits by which ergodiag judges. Change values, delete the lines you leave as they are, and give the file with --thresholds.",
                        "# A value may have any unit of the same kind: 500 ms for 0.5 s, 32 MiB for bytes, 2 messages/s for messages/min."));
        for (Threshold threshold : known) {
            lines.add("");
            lines.add(
                    "# " + threshold.origin().word() + (threshold.reason().isEmpty() ? "" : ": " + threshold.reason()));
            lines.add(threshold.key() + " = " + threshold.amount());
        }
        return String.join("\n", lines) + "\n";
    }

    private static Threshold named(String place, String key, Map<String, Threshold> byKey) {
        Threshold threshold = byKey.get(key);
        if (threshold != null) {
            return threshold;
        }
        Optional<String> near = byKey.keySet().stream()
                .filter(other -> distance(other, key) <= ALIKE)
                .min(Comparator.comparingInt((String other) -> distance(other, key))
                        .thenComparing(Comparator.naturalOrder()));
        throw new UserError(place + "there is no limit '" + key + "'"
                + near.map(other -> "; did you mean '" + other + "'?")
                        .orElse("; 'ergodiag playbooks --thresholds' prints all of them."));
    }

    private static double value(String place, Threshold threshold, Matcher parts) {
        String number = parts.group("value");
        String unit = Optional.ofNullable(parts.group("unit")).orElse("");
        Matcher glued = GLUED.matcher(number);
        if (unit.isEmpty() && glued.matches()) {
            number = glued.group("value");
            unit = glued.group("unit");
        }
        double given = number(place, number);
        double factor = Units.factor(unit, threshold.unit())
                .orElseThrow(() -> new UserError(place + threshold.key() + " is measured in '" + threshold.unit()
                        + "'; give it in that unit or one of its kind, not in '" + parts.group("value")
                        + Optional.ofNullable(parts.group("unit"))
                                .map(it -> " " + it)
                                .orElse("") + "'."));
        double value = given * factor;
        if (Units.isChance(threshold.unit()) && value > 1) {
            throw new UserError(place + threshold.key() + " is a probability; give a number from 0 to 1.");
        }
        return value;
    }

    private static double number(String place, String text) {
        try {
            double value = new BigDecimal(text.replace(",", "")).doubleValue();
            if (value >= 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UserError(
                place + "'" + text + "' is not a limit; give a number of 0 or more, with a point for decimals.");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
