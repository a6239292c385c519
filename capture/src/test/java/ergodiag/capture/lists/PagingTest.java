package ergodiag.capture.lists;

import static ergodiag.capture.BigNode.ENTRY;
import static ergodiag.capture.BigNode.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.BigNode;
import ergodiag.capture.BigNode.Process;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Entries;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.ask.Limits;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.ask.Wall;
import ergodiag.capture.scope.Scope;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole lists of made-up nodes behind the wall: complete, in few questions, and hardly ever into the wall. */
class PagingTest {
    private static final String[] STATES = {"sleep", "sleep", "sleep", "running", "wait response", "zombee"};

    @TempDir
    private Path folder;

    private BigNode node;
    private Random random = new Random();
    private List<Call> calls = List.of();
    private Set<String> pids = Set.of();
    private int most = Scope.MAX_PROCESSES;

    /** Asks for the processes and events as a capture does. */
    private void reads(long seed, IntFunction<Process> process, int count) {
        random = new Random(seed);
        try (BigNode big = new BigNode(seed, false)) {
            node = big;
            IntStream.range(0, count).mapToObj(process).forEach(big.processes::add);
            reads();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void reads() throws IOException {
        Redaction redaction = new Redaction();
        BundleWriter writer =
                BundleWriter.create(Files.createTempDirectory(folder, "n").resolve("bundle.zip"));
        Ledger ledger = new Ledger(writer, redaction);
        try (Entry entry =
                new Entry(Endpoint.of(node.url(), Optional.empty()), System::nanoTime, UnaryOperator.identity())) {
            Asker asker = new Asker(
                    new Entries(List.of(entry)),
                    writer,
                    redaction,
                    ledger,
                    Progress.SILENT,
                    Limits.OF_THE_QUESTION,
                    new CountDownLatch(1));
            entry.node(ENTRY);
            ProcessPages.read(asker, ledger, NODE, new Wall(40, 400), most, List.of());
            EventPages.read(asker, ledger, NODE, new Wall(40, 400), OptionalLong.of(node.events.size()));
            calls = writer.calls().stream()
                    .filter(call -> call.tool().equals("process_list"))
                    .toList();
            pids = pids(writer);
        }
    }

    private Set<String> pids(BundleWriter writer) throws IOException {
        Set<String> all = new HashSet<>();
        for (Call call : calls) {
            if (call.file().isPresent()) {
                try (InputStream in =
                        Files.newInputStream(writer.path(call.file().get()))) {
                    ProcessRow.stream(in, Source.file(""), row -> all.add(row.pid()));
                }
            }
        }
        return all;
    }

    private Process process(int number, long ago, String name, String application, String behavior) {
        long[] counters = random.longs(8, 0, 1_000_000).toArray();
        return new Process(
                number, node.now() - ago, name, application, behavior, STATES[random.nextInt(STATES.length)], counters);
    }

    private boolean complete() {
        List<Boolean> said =
                calls.stream().flatMap(call -> call.part().complete().stream()).toList();
        assertThat(said).as("exactly one part says whether the list is whole").hasSize(1);
        return said.get(0);
    }

    private void isComplete(int calls) {
        Set<String> all = node.processes.stream().map(Process::pid).collect(Collectors.toSet());
        Set<String> missing = new HashSet<>(all);
        missing.removeAll(pids);
        List<Process> lost = node.processes.stream()
                .filter(it -> !pids.contains(it.pid()))
                .limit(3)
                .toList();
        assertThat(lost).as("%d missing, %s", missing.size(), this).isEmpty();
        assertThat(complete()).as("%s", this).isTrue();
        assertThat(this.calls.size()).as("%s", this).isLessThanOrEqualTo(calls);
        hitsAreRare(1);
    }

    private void hitsAreRare(int most) {
        assertThat(node.hits.stream().filter(hit -> hit).count()).as("%s", this).isLessThanOrEqualTo(most);
        for (int i = 1; i < node.hits.size(); i++) {
            assertThat(node.hits.get(i) && node.hits.get(i - 1)).as("%s", this).isFalse();
        }
    }

    @Override
    public String toString() {
        return node.processes.size() + " processes, " + calls.size() + " calls, "
                + node.hits.stream().filter(hit -> hit).count() + " into the wall: "
                + calls.stream()
                        .map(call -> call.asked().arguments() + " " + call.outcome() + " "
                                + call.part().rows().orElse(-1))
                        .collect(Collectors.joining("\n", "\n", "\n"));
    }

    @Test
    void aSmallNodeIsOneQuestion() {
        reads(1, i -> process(i, i, "", "app", "main.Small"), 39);

        isComplete(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void processesStartedOneAfterTheOtherComeInHardlyMorePartsThanFit(long seed) {
        reads(seed, i -> process(i, random.nextInt(5_000), "", "app", "main.Session"), 2_000);

        isComplete(2_000 / 90 + 6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyASecondStillPass(long seed) {
        reads(seed, i -> process(i, 10 + random.nextInt(50), "", "app" + i % 7, "main.Session" + i % 3), 3_000);

        isComplete(3_000 / 45);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void thousandsOfTheSameSecondAreSplitByWhatTellsThemApart(long seed) {
        reads(
                seed,
                i -> i % 10 == 0
                        ? process(i, 500, "", "app" + i / 10 % 3, "main.Unnamed" + i % 7)
                        : process(i, 500, "session_%06d".formatted(i), "app" + i % 5, "main.B" + i % 11),
                2_000);

        isComplete(2_000 / 8);
    }

    @Test
    void namedProcessesOfTheSameSecondAreSplitByTheBeginningsOfTheirNames() {
        reads(4, i -> process(i, 500, "session_%04d".formatted(i), "app", "main.Session"), 3_000);

        isComplete(3_000 / 6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rowsOfVeryDifferentSizesRunIntoTheWallOnceAtMost(long seed) {
        reads(
                seed,
                i -> process(
                        i,
                        (i / 300) * 400 + random.nextInt(300),
                        i / 300 % 2 == 1 ? "<&>".repeat(random.nextInt(60)) + "ä" + i : "",
                        "app",
                        "main.Session"),
                1_500);

        isComplete(1_500 / 15);
    }

    @Test
    void whatNothingTellsApartIsSaidToBeCut() {
        reads(5, i -> new Process(i, node.now() - 500, "", "app", "main.Same", "sleep", new long[8]), 3_000);

        assertThat(complete()).isFalse();
        assertThat(calls).hasSizeLessThan(4 * 3_000 / 8 + 70);
        Call last = calls.get(calls.size() - 1);
        assertThat(last.part().truncated()).isTrue();
        assertThat(last.part().expected()).hasValue(3_000);
        hitsAreRare(0);
    }

    @Test
    void aboveTheLimitTheHeadsByEveryKeyComeAndTheListIsSaidToBeCut() {
        most = 1_000;
        reads(6, i -> process(i, random.nextInt(5_000), "", "app" + i % 3, "main.Session"), 1_001);

        assertThat(complete()).isFalse();
        assertThat(calls)
                .extracting(call -> call.argument("sort_by"))
                .contains(ProcessRow.SORT_KEYS.toArray(String[]::new));
        assertThat(calls).extracting(call -> call.argument("application")).contains("app0", "app1", "app2");
        assertThat(calls).hasSizeLessThanOrEqualTo(13);
        hitsAreRare(0);
    }
}
