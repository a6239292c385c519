package ergodiag.capture.lists;

import static ergodiag.capture.FakeNode.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.BundleWriter;
import ergodiag.capture.FakeNode;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Entries;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.ask.Limits;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.ask.Roster;
import ergodiag.capture.ask.RunningSamplers;
import ergodiag.capture.ask.Session;
import ergodiag.capture.ask.Threads;
import ergodiag.capture.look.Readings;
import ergodiag.capture.scope.Approach;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Scope;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksOfManyNodesTest {
    private static final List<String> OTHERS =
            IntStream.range(1, 70).mapToObj(i -> "node" + i + "@host").toList();

    @TempDir
    private Path folder;

    private final Threads threads = new Threads(Executors.newCachedThreadPool());
    private final Redaction redaction = new Redaction();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private FakeNode cluster;
    private Entry entry;
    private BundleWriter writer;
    private Readings readings;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeNode(OTHERS.toArray(String[]::new));
        entry = new Entry(Endpoint.of(cluster.url(), Optional.empty()), System::nanoTime, UnaryOperator.identity());
        entry.node(ENTRY);
        writer = BundleWriter.create(folder.resolve("bundle.zip"));
        Ledger ledger = new Ledger(writer, redaction);
        Entries entries = new Entries(List.of(entry));
        Asker asker = new Asker(entries, writer, redaction, ledger, Progress.SILENT, Limits.OF_THE_QUESTION, cancelled);
        Roster roster = new Roster(Approach.ALL);
        roster.heardOf(ENTRY, "entry");
        OTHERS.forEach(node -> roster.heardOf(node, "cluster_nodes"));
        RunningSamplers samplers = new RunningSamplers(asker, ledger, threads);
        Scope scope = new Scope(Profile.STANDARD, Duration.ofSeconds(60));
        Session visit = new Session(
                scope,
                asker,
                ledger,
                roster,
                samplers,
                redaction,
                writer,
                Progress.SILENT,
                threads,
                cancelled,
                new Session.Walls());
        readings = new Readings(visit, 1_000);
    }

    @AfterEach
    void stop() {
        writer.discard();
        entry.close();
        threads.close();
        cluster.close();
    }

    @Test
    void everyNodeIsAskedTwiceForEveryGroupOfItsPeers() {
        readings.links(Duration.ofMinutes(5));

        List<String> first = cluster.asked(OTHERS.get(0), "network_nodes", "name");
        assertThat(OTHERS).allMatch(peer -> first.stream().anyMatch(peer::contains));
        for (String node : OTHERS) {
            assertThat(groups(node).values()).as(node).hasSizeGreaterThan(2).containsOnly(2L);
        }
        assertThat(cluster.asked(ENTRY, "network_nodes", "name")).containsExactly("", "");
        assertThat(cluster.inFlight().mostAtOneNode()).isEqualTo(1);
    }

    @Test
    void severalNodesAreAskedAtOnce() {
        CountDownLatch together = new CountDownLatch(4);
        List<Boolean> met = new CopyOnWriteArrayList<>();
        for (String node : OTHERS) {
            cluster.misbehaves(node, "network_nodes", exchange -> {
                together.countDown();
                met.add(met(together));
                FakeNode.after(Duration.ZERO, "null").answer(exchange);
            });
        }

        readings.links(1, Duration.ofMinutes(5));

        assertThat(met).hasSizeGreaterThan(OTHERS.size()).containsOnly(true);
    }

    private static boolean met(CountDownLatch together) {
        try {
            return together.await(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aPassBeginsWhenTheOneBeforeHasEnded() {
        readings.links(Duration.ofMinutes(5));

        List<String> asked = cluster.asked();
        int groups = groups(OTHERS.get(0)).size();
        int onePass = OTHERS.size() * groups + 1;
        assertThat(asked).hasSize(2 * onePass);
        assertThat(asked.subList(0, onePass).stream().distinct()).hasSize(OTHERS.size() + 1);
        assertThat(asked.subList(0, onePass).stream()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                        .get(OTHERS.get(5) + " network_nodes"))
                .isEqualTo(groups);
    }

    @Test
    void aNodeWithoutAnAnswerCostsTheOthersNothing() {
        cluster.refuses(OTHERS.get(0), "remote call to 'node1@host' failed: no route");

        readings.links(Duration.ofMinutes(5));

        assertThat(groups(OTHERS.get(0))).hasSize(1);
        assertThat(OTHERS.subList(1, OTHERS.size()))
                .allMatch(node -> groups(node).values().stream().allMatch(times -> times == 2));
    }

    private Map<String, Long> groups(String node) {
        return cluster.asked(node, "network_nodes", "name").stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
