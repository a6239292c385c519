package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.cli.ExitCode;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose every name is long, and like the others up to its last letter: its bundle can be unpacked on Windows, and loses no name. */
class LongNamesTest {
    /** What Windows takes. */
    private static final int LONGEST_PATH = 259;

    private static final String FOLDER = "C:\\Users\\firstname.lastname\\Downloads\\";
    private static final String LONG = "of-a-cluster-that-somebody-called-by-all-that-can-be-said-of-it.".repeat(3);

    @TempDir
    private Path folder;

    private Path recorded = Path.of("");

    /** The names of a sample, made long. */
    private static String lengthened(String text) {
        return text.replaceAll("node([123])@localhost", "node@" + LONG + "$1")
                .replaceAll("\\b(trading|session)_app\\b", "application_" + LONG + "$1")
                .replace("market_ticks", "event_" + LONG + "market_ticks")
                .replace("order_updates", "event_" + LONG + "order_updates");
    }

    @BeforeEach
    void record() throws IOException {
        recorded = folder.resolve("recorded");
        try (Bundle sample = Bundle.open(JudgedSamples.path("events-and-pool"))) {
            for (String file : sample.files()) {
                Path target = recorded.resolve(file);
                Files.createDirectories(target.getParent());
                String text = sample.text(file);
                // in the ledger the paths stay
                Files.writeString(
                        target,
                        file.equals("calls.jsonl")
                                ? text.lines()
                                        .map(line -> lengthened(line)
                                                .replaceAll(
                                                        "\"file\" ?: ?\"[^\"]*\"",
                                                        Matcher.quoteReplacement(line.replaceAll(
                                                                ".*(\"file\" ?: ?\"[^\"]*\").*", "$1"))))
                                        .collect(Collectors.joining("\n", "", "\n"))
                                : lengthened(text));
            }
        }
    }

    /** A log that overflows in the replay is no matter of names. */
    private static void run(LeapingTime time, Object... words) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code =
                Main.run(time, out, out, Stream.of(words).map(Object::toString).toArray(String[]::new));
        assertThat(code).as(said.toString()).isIn(ExitCode.DONE.number(), ExitCode.INCOMPLETE.number());
    }

    @Test
    void everyPathOfItsBundleFitsIntoAUsersFolderOnWindows() throws IOException {
        Path place = Files.createDirectory(folder.resolve("captured"));
        Path log = Files.writeString(folder.resolve("log-" + "x".repeat(150) + ".log"), "all is well\n");
        try (LeapingTime time = new LeapingTime();
                Bundle cluster = Bundle.open(recorded);
                ReplayServer server =
                        ReplayServer.start(cluster, ReplayOptions.asRecorded().withTime(new ReplayedTime(time)))) {
            run(
                    time,
                    "capture",
                    server.url(),
                    "--yes",
                    "--profile",
                    "complete",
                    "--window",
                    "20s",
                    "--event",
                    "event_" + LONG + "market_ticks",
                    "--name",
                    "shop-" + "s".repeat(100),
                    "--attach",
                    log,
                    "--out",
                    place);
            Path bundle = only(place);
            fits(bundle);
            keepsEveryName(bundle);
            run(time, "verify", bundle);
            run(time, "evidence", bundle);
            fits(place.resolve(bundle.getFileName().toString().replace(".zip", "-evidence.zip")));
        }
    }

    private static Path only(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    /** As Explorer unpacks it: into a folder that is named like the file. */
    private static void fits(Path bundle) throws IOException {
        String unpacked =
                FOLDER + bundle.getFileName().toString().replace(".zip", "").concat("\\");
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            List<String> names = Collections.list(zip.entries()).stream()
                    .map(entry -> entry.getName())
                    .toList();
            assertThat(names)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(name -> assertThat(unpacked + name).hasSizeLessThanOrEqualTo(LONGEST_PATH));
            assertThat(names.stream().map(name -> name.toLowerCase(Locale.ROOT)))
                    .doesNotHaveDuplicates();
        }
    }

    private static void keepsEveryName(Path file) {
        try (Bundle bundle = Bundle.open(file)) {
            List<Call> stored = bundle.calls().stream()
                    .filter(call -> call.file().isPresent())
                    .toList();
            Set<String> nodes = Set.of("node@" + LONG + "1", "node@" + LONG + "2", "node@" + LONG + "3");
            assertThat(stored).extracting(Call::node).contains(nodes.toArray(String[]::new));
            assertThat(stored.stream()
                            .filter(call -> nodes.contains(call.node())
                                    && call.file().get().startsWith("nodes/"))
                            .collect(Collectors.groupingBy(
                                    Call::node,
                                    Collectors.mapping(call -> call.file().get().split("/")[1], Collectors.toSet())))
                            .values())
                    .hasSize(nodes.size())
                    .allSatisfy(folders -> assertThat(folders).hasSize(1))
                    .doesNotHaveDuplicates();
            assertThat(stored.stream().map(call -> call.file().get())).doesNotHaveDuplicates();
            for (String asked : List.of("app_info", "event_info", "sample_listen")) {
                assertThat(stored)
                        .filteredOn(call -> call.tool().equals(asked))
                        .as(asked)
                        .anySatisfy(LongNamesTest::isShortened);
            }
            // asked of links that look ill only
            assertThat(stored)
                    .filteredOn(call -> call.tool().equals("network_node_info"))
                    .allSatisfy(LongNamesTest::isShortened);
        }
    }

    private static void isShortened(Call call) {
        assertThat(call.file().get()).matches(".*\\._[^/]*_[0-9a-f]{8}\\..*");
    }
}
