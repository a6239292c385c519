package ergodiag.bench;

import ergodiag.cli.CrowdedSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code analyze} takes of the processor and of the memory, by the number of nodes, of processes, and of readings of them: of one build, or of two in turns, so that both
 * see the same machine. The median of all turns counts. It prints the table of {@code analyze/COST.md}.
 *
 * <pre>java -cp ergodiag.jar:test-classes ergodiag.bench.AnalyzeCost SAMPLE TURNS ROWS JAR [JAR]</pre>
 */
public final class AnalyzeCost {
    private static final int MILLION = 1_000_000;
    private static final List<Integer> NODES = List.of(1, 10, 100);
    private static final List<Integer> PROCESSES = List.of(100, 10_000, MILLION);
    private static final List<Integer> READINGS = List.of(2, 5, 20);

    private AnalyzeCost() {}

    /** A size of a bundle. */
    private record Size(int nodes, int processes, int readings) {
        long rows() {
            return (long) nodes * processes * readings;
        }
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        Path sample = Path.of(arguments[0]);
        int turns = Integer.parseInt(arguments[1]);
        long most = Long.parseLong(arguments[2]);
        List<String> jars = List.of(Arrays.copyOfRange(arguments, 3, arguments.length));
        Path folder = Files.createTempDirectory("analyze-cost");
        System.out.println(
                "| nodes | processes of each | readings | rows | s of the processor | MB | s for a million rows more | MB for a million rows more |");
        System.out.println("| ---: ".repeat(8) + "|");
        List<RunCost> least = new ArrayList<>();
        for (Size size : sizes(most)) {
            Path bundle = CrowdedSample.write(
                    sample, folder.resolve("crowded.zip"), size.nodes(), size.processes(), size.readings());
            List<RunCost> costs = medians(bundle, jars, turns, folder);
            Files.delete(bundle);
            least = least.isEmpty() ? costs : least;
            System.out.println(row(size, costs, least));
        }
    }

    private static List<Size> sizes(long most) {
        List<Size> sizes = new ArrayList<>();
        for (int nodes : NODES) {
            for (int processes : PROCESSES) {
                for (int readings : READINGS) {
                    sizes.add(new Size(nodes, processes, readings));
                }
            }
        }
        sizes.removeIf(size -> size.rows() > most);
        return sizes;
    }

    /** Of each build; one that fails once is not asked again. */
    private static List<RunCost> medians(Path bundle, List<String> jars, int turns, Path folder)
            throws IOException, InterruptedException {
        List<List<RunCost>> all = new ArrayList<>();
        jars.forEach(jar -> all.add(new ArrayList<>()));
        for (int turn = 0; turn < turns; turn++) {
            for (int jar = 0; jar < jars.size(); jar++) {
                if (all.get(jar).stream().allMatch(RunCost::ended)) {
                    all.get(jar).add(RunCost.of(command(jars.get(jar), bundle, folder), folder));
                }
            }
        }
        return all.stream()
                .map(costs -> new RunCost(
                        median(costs, RunCost::seconds),
                        median(costs, RunCost::megabytes),
                        costs.stream().allMatch(RunCost::ended)))
                .toList();
    }

    private static List<String> command(String jar, Path bundle, Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar,
                "analyze",
                bundle.toString(),
                "--out",
                folder.resolve("findings.json").toString());
    }

    private static double median(List<RunCost> costs, ToDoubleFunction<RunCost> of) {
        return costs.stream()
                .map(of::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .skip(costs.size() / 2)
                .findFirst()
                .orElse(0.0);
    }

    private static String row(Size size, List<RunCost> costs, List<RunCost> least) {
        return String.format(
                Locale.ROOT,
                "| %d | %,d | %d | %,d | %s | %s | %s | %s |",
                size.nodes(),
                size.processes(),
                size.readings(),
                size.rows(),
                builds(costs, "%.1f", jar -> costs.get(jar).seconds()),
                builds(costs, "%.0f", jar -> costs.get(jar).megabytes()),
                more(
                        size,
                        costs,
                        "%.1f",
                        jar -> costs.get(jar).seconds() - least.get(jar).seconds()),
                more(
                        size,
                        costs,
                        "%.0f",
                        jar -> costs.get(jar).megabytes() - least.get(jar).megabytes()));
    }

    /** What rows cost is told where there are enough of them to be told from the start of the program. */
    private static String more(Size size, List<RunCost> costs, String form, IntToDoubleFunction more) {
        return size.rows() < MILLION / 10
                ? ""
                : builds(costs, form, jar -> more.applyAsDouble(jar) * MILLION / size.rows());
    }

    private static String builds(List<RunCost> costs, String form, IntToDoubleFunction of) {
        return IntStream.range(0, costs.size())
                .mapToObj(jar ->
                        costs.get(jar).ended() ? String.format(Locale.ROOT, form, of.applyAsDouble(jar)) : "fails")
                .collect(Collectors.joining(" / "));
    }
}
