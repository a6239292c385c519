package ergodiag.verdicts;

import ergodiag.cli.Truth;
import ergodiag.verdicts.Variation.Varied;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One sample in the table.
 *
 * @param sample its name
 * @param faults how many faults it has
 * @param missed faults that were not found
 * @param strays warnings and worse of what no fault touched
 * @param changes what a variation of it changed, by the variation's name
 */
record SampleLine(
        String sample, int faults, List<String> missed, List<String> strays, Map<String, List<String>> changes) {

    static SampleLine of(Path path, Material material, Truth truth, Path folder) {
        Judgement judgement = Judgement.of(path);
        String name = path.getFileName().toString().replace(".zip", "");
        Map<String, List<String>> changes = new LinkedHashMap<>();
        for (Variation variation : Variations.ALL) {
            Varied varied = variation.how().of(path, material, folder.resolve(name + "-" + variation.name() + ".zip"));
            Judgement other = Judgement.of(varied.bundle());
            changes.put(
                    variation.name(),
                    Variation.besides(
                            judgement.differences(other, varied.names(), variation.lessSeen()), varied.due()));
            Variations.delete(varied.bundle());
        }
        for (Lack lack : Lack.values()) {
            changes.put(
                    lack.word(), lack.misses(material, judgement, folder.resolve(name + "-" + lack.word() + ".zip")));
        }
        for (Build build : Build.values()) {
            changes.put(
                    build.word(),
                    build.misses(material, judgement, folder.resolve(name + "-" + build.word() + ".zip")));
        }
        return new SampleLine(
                name,
                truth.faults(),
                truth.missedBy(judgement.findings()),
                truth.straysOf(judgement.findings()),
                changes);
    }

    boolean isTrue() {
        return missed.isEmpty() && strays.isEmpty() && changes.values().stream().allMatch(SampleLine::isUnchanged);
    }

    private static boolean isUnchanged(List<String> changes) {
        return changes.stream().allMatch(change -> change.startsWith(Judgement.LESS));
    }

    private static String cell(List<String> changes) {
        return changes.isEmpty() ? "same" : isUnchanged(changes) ? "less" : changes.size() + " CHANGED";
    }

    /** The table, and below it what misses a goal. */
    static String table(List<SampleLine> lines) {
        StringBuilder table = new StringBuilder(
                "\nFaults found, warnings beside them, and what changes when the same is told otherwise\n\n");
        table.append(String.format(Locale.ROOT, "%-24s %-6s %-6s", "sample", "faults", "strays"));
        lines.stream().findFirst().ifPresent(line -> line.changes.keySet().forEach(name -> table.append(column(name))));
        List<String> misses = new ArrayList<>();
        for (SampleLine line : lines) {
            table.append(String.format(
                    Locale.ROOT,
                    "%n%-24s %-6s %-6d",
                    line.sample,
                    line.faults - line.missed.size() + "/" + line.faults,
                    line.strays.size()));
            line.missed.forEach(missed -> misses.add(line.sample + ": not found: " + missed));
            line.strays.forEach(stray -> misses.add(line.sample + ": stray: " + stray));
            line.changes.forEach((variation, changes) -> {
                table.append(column(cell(changes)));
                changes.forEach(change -> misses.add(line.sample + ", " + variation + ": " + change));
            });
        }
        table.append("\n\n").append(sum(lines)).append("\n\n");
        misses.forEach(miss -> table.append(miss).append('\n'));
        return table.toString();
    }

    private static String column(String text) {
        return String.format(Locale.ROOT, " %-11s", text);
    }

    /** All of it in one sentence. */
    private static String sum(List<SampleLine> lines) {
        List<List<String>> cells =
                lines.stream().flatMap(line -> line.changes.values().stream()).toList();
        int faults = lines.stream().mapToInt(SampleLine::faults).sum();
        return String.format(
                Locale.ROOT,
                "%d of %d faults found, %d warnings beside them; told otherwise %d times: %d judged the same, %d with less seen and so said, %d changed.",
                faults - lines.stream().mapToInt(line -> line.missed.size()).sum(),
                faults,
                lines.stream().mapToInt(line -> line.strays.size()).sum(),
                cells.size(),
                cells.stream().filter(List::isEmpty).count(),
                cells.stream()
                        .filter(each -> !each.isEmpty() && isUnchanged(each))
                        .count(),
                cells.stream().filter(each -> !isUnchanged(each)).count());
    }
}
