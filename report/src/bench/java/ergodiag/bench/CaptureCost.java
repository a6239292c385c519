package ergodiag.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Measures what a capture costs, and prints it as Markdown. Cluster and capture are processes of their own; the cluster is a replay of a
 * recorded one, made wide where more than three nodes are wanted. Words choose what is measured: {@code wall profiles heap interrupt kill
 * paging}; none for all. Numbers among them choose the sizes of the clusters, for {@code paging} of the lists,
 * for {@code kill} how often. Run from the top folder of
 * the source tree.
 */
final class CaptureCost {
    private CaptureCost() {}

    /** One measurement: its lines of Markdown. */
    interface Measurement {
        List<String> lines(Clusters clusters, Path folder) throws IOException, InterruptedException;
    }

    /** The replayed clusters, each written when it is first wanted. */
    record Clusters(Path samples, Path folder) {
        Path of(String sample, int nodes) throws IOException {
            Path wide = folder.resolve(sample + "-" + nodes);
            return Files.exists(wide) ? wide : WideCluster.of(samples.resolve(sample + ".zip"), nodes, wide);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Predicate<String> number = word -> word.matches("\\d+");
        List<String> words = Stream.of(arguments).filter(number.negate()).toList();
        List<Integer> nodes =
                Stream.of(arguments).filter(number).map(Integer::valueOf).toList();
        Predicate<Integer> wanted = size -> nodes.isEmpty() || nodes.contains(size);
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("wall", new WallTime(wanted));
        all.put("profiles", new ProfileCost());
        all.put("heap", new HeapNeed(wanted));
        all.put("interrupt", new InterruptTime(wanted));
        all.put("kill", new KillRecovery(nodes));
        all.put("paging", new Paging(wanted));
        all.put("generations", new Generations(wanted));
        if (!all.keySet().containsAll(words)) {
            throw new IllegalArgumentException("Measuring: known are " + all.keySet() + "; got " + words);
        }
        Path folder = Files.createTempDirectory("ergodiag-cost");
        try {
            Clusters clusters = new Clusters(Path.of("samples"), folder);
            System.out.println(Runtime.getRuntime().availableProcessors() + " cores, Java "
                    + Runtime.version().feature() + ", cluster and capture on the same machine, load average before: "
                    + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() + "\n");
            for (Map.Entry<String, Measurement> one : all.entrySet()) {
                if (words.isEmpty() || words.contains(one.getKey())) {
                    one.getValue().lines(clusters, folder).forEach(System.out::println);
                    System.out.println();
                }
            }
        } finally {
            delete(folder);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
