package ergodiag.capture.watch;

import static ergodiag.capture.FakeNode.ENTRY;
import static ergodiag.capture.FakeNode.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.FakeNode;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.CaptureClock;
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
import ergodiag.capture.scope.WatchedEvent;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a capture looks at closer, against a hand-made cluster. */
class CloserLookTest {
    private static final String STACK =
            "goroutine profile: total 12, matched 1, showing 1\n\n1 @ 0x1\n# 0x1 main.x+0x1 x.go:1\n";

    private static final Duration WINDOW = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Redaction redaction = new Redaction();
    private final Threads threads = new Threads(Executors.newCachedThreadPool());
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private FakeNode cluster;
    private Session visit;
    private Entry entry;
    private BundleWriter writer;
    private Readings readings;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeNode();
        entry = new Entry(Endpoint.of(cluster.url(), Optional.empty()), System::nanoTime, UnaryOperator.identity());
        entry.node(ENTRY);
        writer = BundleWriter.create(folder.resolve("bundle.zip"));
        Ledger ledger = new Ledger(writer, redaction);
        Asker asker = new Asker(
                new Entries(List.of(entry)),
                writer,
                redaction,
                ledger,
                Progress.SILENT,
                Limits.OF_THE_QUESTION,
                cancelled);
        Roster roster = new Roster(Approach.ALL);
        roster.heardOf(ENTRY, "entry");
        roster.heardOf(OTHER, "cluster_nodes");
        visit = new Session(
                new Scope(Profile.STANDARD, WINDOW)
                        .watching(List.of(
                                new WatchedEvent("prices", Optional.empty()),
                                new WatchedEvent("gone", Optional.empty()))),
                asker,
                ledger,
                roster,
                new RunningSamplers(asker, ledger, threads),
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
    void oneSuspectOfEachKindGetsWhatItNeeds() {
        cluster.says(OTHER, "pprof_goroutines", STACK);
        String pool = runs("shop", "main.WorkerPool", "sleep", Map.of("Kind", "pool"));
        String blocked = runs("shop", "main.Worker", "running", Map.of("Parent", pool, "MessagesMailbox", 3));
        String waiting = runs("shop", "main.Caller", "wait response", Map.of("StateTime", 9_000_000_000L));
        String zombee = runs("shop", "main.Ghost", "zombee", Map.of());
        String stuck = runs("shop", "main.Loop", "running", Map.of("StateTime", 9_000_000_000L));
        String slow = runs("shop", "main.Starter", "sleep", Map.of("InitTime", 2_000_000_000L));
        String healthy = runs("shop", "main.Healthy", "sleep", Map.of());
        String ours = runs("mcp_app", "mcp.Worker", "zombee", Map.of());

        lookTwice(() -> cluster.comes(OTHER, blocked, 20));

        assertThat(cluster.asked(OTHER, "process_info", "pid"))
                .containsExactlyInAnyOrder(blocked, waiting, zombee, stuck, slow)
                .doesNotContain(healthy, ours);
        assertThat(cluster.asked(OTHER, "process_inspect", "pid")).containsExactly(pool, pool);
        assertThat(cluster.asked(OTHER, "pprof_goroutines", "filter"))
                .contains(blocked, "(*Worker)", waiting, "(*Caller)", zombee, "(*Ghost)", stuck, "(*Loop)")
                .doesNotContain(slow);
    }

    @Test
    void eachIsAskedOnceAndAgainOnlyWhenThereWasNoAnswer() {
        String zombee = runs("shop", "main.Ghost", "zombee", Map.of());
        cluster.fails(OTHER, "process_info", "not now");
        lookTwice(() -> {});
        cluster.fails(OTHER, "process_info", "not now either");
        readings.suspects(OTHER);
        assertThat(cluster.asked(OTHER, "process_info", "pid")).containsExactly(zombee, zombee);

        cluster.recovers(OTHER, "process_info");
        cluster.says(OTHER, "process_info", "{}");
        cluster.says(OTHER, "pprof_goroutines", STACK);
        readings.suspects(OTHER);
        readings.suspects(OTHER);

        assertThat(cluster.asked(OTHER, "process_info", "pid")).hasSize(3);
        assertThat(cluster.asked(OTHER, "pprof_goroutines", "filter").stream().filter("(*Ghost)"::equals))
                .hasSize(3);
    }

    @Test
    void ofManyOfTheSameAFewStandForAllAndLeaveRoomForOthers() {
        for (int i = 0; i < 20; i++) {
            runs("shop", "main.Ghost", "zombee", Map.of());
        }
        String slow = runs("shop", "main.Starter", "sleep", Map.of("InitTime", 2_000_000_000L));

        lookTwice(() -> {});

        assertThat(cluster.asked(OTHER, "process_info", "pid")).hasSize(4).contains(slow);
    }

    @Test
    void ofAFamilyThatGrowsItsParentAndTheTwoNewestAreAsked() {
        String parent = runs("shop", "main.Leaky", "sleep", Map.of());
        runs("shop", "main.Session", "sleep", Map.of("Parent", parent));
        readings.lists(OTHER);
        for (int uptime = 9; uptime > 1; uptime--) {
            runs("shop", "main.Session", "sleep", Map.of("Parent", parent, "Uptime", uptime));
        }
        readings.lists(OTHER);
        readings.suspects(OTHER);

        assertThat(cluster.asked(OTHER, "process_info", "pid"))
                .containsExactlyInAnyOrder(parent, "<ABC.0.1009>", "<ABC.0.1008>");
    }

    @Test
    void anEventWithoutPublicationOneForNobodyAndOneWithACrowdAreAskedWithTheirProducers() {
        String producer = runs("shop", "main.Ticker", "sleep", Map.of());
        String consumer = runs("shop", "main.Slow", "running", Map.of("StateTime", 0));
        cluster.says(OTHER, "event_list", events(producer, 10, 10));
        readings.lists(OTHER);
        cluster.says(OTHER, "event_list", events(producer, 110, 20_000));
        cluster.comes(OTHER, consumer, 100);
        readings.lists(OTHER);
        readings.suspects(OTHER);

        assertThat(cluster.asked(OTHER, "event_info", "name"))
                .containsExactly("awaited", "prices", "crowd", "nobody")
                .doesNotContain("healthy");
        assertThat(cluster.asked(OTHER, "process_info", "pid")).contains(producer);
    }

    @Test
    void badLinksAreAskedFromBothEndsEachOnce() {
        cluster.says(ENTRY, "network_nodes", "[" + link(OTHER, 80, 0, 0) + "]");
        cluster.says(OTHER, "network_nodes", "[" + link(ENTRY, 80, 0, 0) + "]");
        readings.links(1, Duration.ofMinutes(1));
        readings.badLinks();
        assertThat(cluster.asked()).doesNotContain(ENTRY + " network_node_info");

        cluster.says(ENTRY, "network_nodes", "[" + link(OTHER, 90, 1_000, 0) + "]");
        cluster.says(OTHER, "network_nodes", "[" + link(ENTRY, 90, 0, 100) + "]");
        readings.links(1, Duration.ofMinutes(1));
        cluster.says(ENTRY, "network_node_info", "{}");
        cluster.says(OTHER, "network_node_info", "{}");
        readings.badLinks();
        readings.badLinks();

        assertThat(cluster.asked(ENTRY, "network_node_info", "name")).containsExactly(OTHER);
        assertThat(cluster.asked(OTHER, "network_node_info", "name")).containsExactly(ENTRY);
    }

    @Test
    void anEventThatTheUserNamesIsListenedToWhereItIsAndStopped() {
        cluster.says(OTHER, "event_info", "{}");
        cluster.fails(ENTRY, "event_info", "event_info: unknown event");
        cluster.says(
                OTHER,
                "sample_read",
                "{\"samples\": [{\"sequence\": 1, \"data\": {\"message\": {\"password\": \"hunter2\", \"price\": 7}}}]}");

        assertThat(EventListener.of(visit, ENTRY, WINDOW)).isEmpty();
        SamplerSeries listener = EventListener.of(visit, OTHER, WINDOW).get(0);
        listener.start();
        listener.stop();
        EventListener.missed(visit, List.of("event-prices", "event-other"), WINDOW);

        assertThat(cluster.asked(OTHER, "sample_listen", "event")).containsExactly("prices");
        assertThat(cluster.samplersLeft()).isEmpty();
        assertThat(visit.samplers().all())
                .singleElement()
                .satisfies(own -> assertThat(own.runs()).isEqualTo("event prices"));
        Call series = writer.calls().stream()
                .filter(call -> call.part().list().equals("event-prices"))
                .findFirst()
                .orElseThrow();
        assertThat(series.file()).contains("nodes/two@host/series.sample_listen.event-prices.jsonl");
        assertThat(writer.path(series.file().orElseThrow()))
                .content()
                .contains("price")
                .doesNotContain("hunter2");
        assertThat(writer.calls())
                .anySatisfy(
                        call -> assertThat(call.error()).contains("no node that was asked has an event of this name"));
    }

    @Test
    void messageTypesAreAskedOnceEachAndAHundredAtMost() {
        cluster.says(ENTRY, "message_types", types(90));
        cluster.says(OTHER, "message_types", types(120));
        CaptureClock standing = new CaptureClock() {
            @Override
            public long nanoTime() {
                return 0;
            }
        };
        MessageTypes types = new MessageTypes(visit.asker(), standing);

        types.ask(ENTRY);
        types.ask(OTHER);

        assertThat(cluster.asked(ENTRY, "message_type_info", "type_name")).hasSize(90);
        assertThat(cluster.asked(OTHER, "message_type_info", "type_name")).hasSize(10);
        assertThat(writer.calls())
                .anySatisfy(call -> assertThat(call.error()).contains("20 types of two@host are not looked at"));
    }

    private static String types(int count) {
        return IntStream.range(0, count).mapToObj("\"main/T%d\""::formatted).collect(Collectors.joining(",", "[", "]"));
    }

    private void lookTwice(Runnable meanwhile) {
        readings.tick(OTHER);
        readings.whole(OTHER, true);
        meanwhile.run();
        readings.whole(OTHER, false);
        readings.suspects(OTHER);
    }

    private String runs(String application, String behavior, String state, Map<String, Object> fields) {
        cluster.runs(OTHER, application, behavior, 100, state);
        return cluster.but(OTHER, fields);
    }

    private static String events(String producer, int published, int sent) {
        return "[" + event("awaited", producer, 0, 2, 0)
                + "," + event("nobody", producer, 7, 0, 0)
                + "," + event("crowd", producer, 2_000 + sent, 3, sent)
                + "," + event("prices", producer, published, 1, published)
                + "," + event("healthy", producer, 5, 1, 5) + "]";
    }

    private static String event(String name, String producer, int published, int subscribers, int sent) {
        return """
                {"Event": "Event#<ABC:%s>", "Producer": "%s", "Subscribers": %d, "MessagesPublished": %d,
                 "MessagesLocalSent": %d}""".formatted(name, producer, subscribers, published, sent);
    }

    private static String link(String peer, int age, int sent, int received) {
        return """
                {"Node": "%s", "Uptime": 100, "ConnectionUptime": %d, "PoolSize": 3, "PoolLen": 3, "MessagesOut": %d,
                 "MessagesIn": %d}""".formatted(peer, age, sent, received);
    }
}
