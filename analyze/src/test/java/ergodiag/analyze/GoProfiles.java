package ergodiag.analyze;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts that one real program wrote under several versions of Go; how they were made stands in {@code src/test/go/profiles}. */
public final class GoProfiles {
    private GoProfiles() {}

    /** The versions, {@code go1.26.8-noavx512} among them. */
    public static Stream<String> versions() {
        try (Stream<Path> folders = Files.list(root())) {
            return folders
                    .filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those that have a text; the last ones were made for the collector alone. */
    public static Stream<String> versionsWith(String name) {
        return versions().filter(version -> Files.exists(root().resolve(version).resolve(name)));
    }

    /** The text of that version. */
    public static String text(String version, String name) {
        try {
            return Files.readString(root().resolve(version).resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A CPU profile of that kind, as a capture that asks for so many functions gets it. */
    public static void cpu(TestNode node, String version, String kind, int rows) {
        List<String> lines = text(version, "cpu." + kind + ".txt").lines().toList();
        int shown = Math.min(rows, lines.size() - 3);
        String header = lines.get(0).replaceAll("showing \\d+", "showing " + shown);
        String text = lines.subList(1, 3 + shown).stream().collect(Collectors.joining("\n", header + "\n", "\n"));
        node.without("pprof_cpu", "").reply(1, "pprof_cpu", Map.of("duration", 2, "limit", rows), text);
    }

    /** Two goroutine dumps of that kind, six seconds apart. */
    public static void goroutines(TestNode node, String version, String kind, int debug) {
        String text = text(version, "goroutines." + kind + "." + debug + ".txt");
        node.without("pprof_goroutines", "");
        for (int second : List.of(2, 8)) {
            node.reply(second, "pprof_goroutines", Map.of("debug", debug, "limit", 100), text);
        }
    }

    private static Path root() {
        URL found =
                Objects.requireNonNull(GoProfiles.class.getResource("/profiles"), "the texts are on the class path");
        try {
            return Path.of(found.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
