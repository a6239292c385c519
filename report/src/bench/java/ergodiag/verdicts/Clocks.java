package ergodiag.verdicts;

import ergodiag.verdicts.Variation.Varied;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The same at another time, for all or for one node only. */
final class Clocks {
    private static final Pattern STAMP =
            Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern UNIX =
            Pattern.compile("(?<![\\w.])1[78]\\d{17}(?![\\w.])|(?<=\"uptime\": ?)1[78]\\d{8}\\b");

    private Clocks() {}

    /** Everything so much later. */
    static Material shifted(Material material, Duration by) {
        return material.reworded(text -> shifted(text, by));
    }

    private static String shifted(String text, Duration by) {
        String stamps = STAMP.matcher(text)
                .replaceAll(stamp -> Matcher.quoteReplacement(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        OffsetDateTime.parse(stamp.group()).plus(by))));
        return UNIX.matcher(stamps)
                .replaceAll(unix -> String.valueOf(
                        Long.parseLong(unix.group()) + (unix.group().length() > 10 ? by.toNanos() : by.toSeconds())));
    }

    /** The clock of the last node is so much ahead, as a capture measures: that is a fault, and nothing else is. */
    static Variation skewed(String name, Duration by) {
        return new Variation(name, false, (sample, material, target) -> skewed(material, by, target));
    }

    private static Varied skewed(Material material, Duration by, Path target) {
        String node = lastNode(material);
        Map<String, String> files = new LinkedHashMap<>(material.files());
        files.replaceAll((file, text) -> file.startsWith("nodes/" + node + "/") ? shifted(text, by) : text);
        ObjectNode manifest = material.manifest().deepCopy();
        for (JsonNode each : manifest.path("nodes")) {
            boolean off = each.path("name").asString().equals(node);
            ((ObjectNode) each).put("clock_offset_ms", off ? by.toMillis() : 1).put("clock_uncertainty_ms", 5);
        }
        Material skewed = new Material(manifest, material.ledger(), files);
        return new Varied(skewed.write(target), UnaryOperator.identity(), List.of("new: ED0114 warning node " + node));
    }

    /** The last node by name of those that answered to the end. */
    private static String lastNode(Material material) {
        List<String> nodes = new ArrayList<>();
        for (JsonNode node : material.manifest().path("nodes")) {
            if (node.path("state").asString().equals("captured")) {
                nodes.add(node.path("name").asString());
            }
        }
        return nodes.stream().sorted().reduce((one, other) -> other).orElseThrow();
    }

    /** A reply's call, told by a node of that name. */
    static boolean isOf(ObjectNode call, String node) {
        return call.path("node").asString("").equals(node);
    }
}
