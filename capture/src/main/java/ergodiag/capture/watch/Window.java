package ergodiag.capture.watch;

import ergodiag.capture.ask.Session;
import ergodiag.capture.ask.Threads;
import ergodiag.capture.lists.LinkPages;
import ergodiag.capture.look.CompleteProfile;
import ergodiag.capture.look.HeapWatch;
import ergodiag.capture.look.Readings;
import ergodiag.capture.metrics.MetricsSeries;
import ergodiag.capture.scope.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The time during which we look: listeners and profiles run, counters are read again and again, and the readings happen.
 *
 * <p>Longer than others because all that happens in a window hangs on one clock and one end.
 */
public final class Window {
    private static final Duration TICK = Duration.ofSeconds(3);
    private static final Duration LOG = Duration.ofSeconds(2);
    /** How much longer than the window everything together may take. */
    private static final Duration RESERVE = Duration.ofSeconds(20);

    /**
     * The second readings take about as long as the first did, and begin so much before the window's end that they end with it, at most
     * this part of the window early: a capture of a hundred nodes should not take longer than one of three.
     */
    private static final int LONGEST_ROUND = 4;

    /** Before this long the second look at the lists shows nothing that the first did not. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(8);

    private final Session visit;
    private final Readings readings;
    private Duration length;
    private long opened;
    private final Map<String, List<NodeSeries>> gatherings = new ConcurrentHashMap<>();
    private final CpuProfiler profiler;
    private final List<MetricsSeries> metrics;
    /** Down when nothing is repeated any more. */
    private final CountDownLatch closing = new CountDownLatch(1);

    public Window(Session visit, Readings readings, Duration length) {
        this.visit = visit;
        this.readings = readings;
        this.length = length;
        this.opened = visit.clock().nanoTime();
        this.metrics = MetricsSeries.of(visit);
        this.profiler = new CpuProfiler(visit.samplers(), visit.ledger(), visit.redaction(), visit.writer());
    }

    /** Seconds of each of the two CPU profiles. */
    public static int profileSeconds(Duration window) {
        long each = (window.toSeconds() - 6) / 2;
        return (int) Math.max(1, Math.min(window.toSeconds() >= 60 ? 10 : 5, each));
    }

    /** @return how long it was in the end */
    public Duration run() {
        try {
            look();
            return length;
        } finally {
            closing.countDown();
        }
    }

    private void look() {
        visit.everywhere(readings::forcedHeap);
        opened = visit.clock().nanoTime();
        visit.asker().deadline(length.plus(max(RESERVE, length.dividedBy(2))));
        visit.phase("window opens: log listeners and CPU profiles");
        metrics.forEach(source -> repeat(MetricsSeries.PERIOD, source::read));
        Duration reads = max(LOG, Duration.ofMillis(visit.roster().nodes().size() * 100L));
        visit.everywhere(node -> gather(node, LogListener.of(visit, node, length)));
        listenToEvents();
        Future<?> profiles = visit.threads().begin(() -> {
            profiles();
            return null;
        });
        visit.everywhere(node -> {
            if (readings.isObserved(node)) {
                readings.tick(node);
            }
        });
        every(max(TICK, Duration.ofMillis(visit.roster().nodes().size() * 150L)), this::tick);
        if (visit.asker().isObserved("")) {
            every(TICK, () -> List.of(""), any -> readings.map());
        }
        every(reads, node -> gathered(node).forEach(NodeSeries::read));
        visit.phase("links and pings");
        Duration before = elapsed();
        readings.links(length.dividedBy(4));
        readings.pings(length.dividedBy(6));
        visit.everywhere(
                node -> GoroutineSampler.of(visit, node, length, reads).ifPresent(looks -> gather(node, looks)));
        visit.phase("first readings");
        visit.everywhere(node -> readings.whole(node, true));
        Duration round = elapsed().minus(before);
        visit.phase("window: counters, lists, suspects");
        Duration last = length.minus(min(round, length.dividedBy(LONGEST_ROUND)));
        between(last);
        await(last);
        readings.heaps().reason(visit.scope()).ifPresent(this::longer);
        visit.phase("second readings");
        readings.links(length.dividedBy(4));
        visit.everywhere(node -> readings.whole(node, false));
        suspects();
        await(length);
        close(profiles);
    }

    /** Looks on until the garbage collections came for whose sake it does, or the time is over that they are given. */
    private void longer(String why) {
        visit.ledger().log(why);
        visit.progress().longer(HeapWatch.MOST, why);
        visit.asker().deadline(length.minus(elapsed()).plus(HeapWatch.MOST).plus(max(RESERVE, length.dividedBy(2))));
        Duration before = elapsed();
        Duration end = before.plus(HeapWatch.MOST);
        while (!readings.heaps().waiting().isEmpty()
                && elapsed().compareTo(end) < 0
                && !visit.asker().cancelled()) {
            visit.await(Duration.ofSeconds(1));
        }
        Duration more = elapsed().minus(before);
        if (more.compareTo(HeapWatch.MOST) < 0) {
            visit.progress().longer(more.minus(HeapWatch.MOST), "the collections came");
        }
        length = length.plus(more);
    }

    /** Lists again over the window, and with the second look the suspects. */
    private void between(Duration last) {
        Duration reserve = Duration.ofSeconds(4);
        boolean looked = false;
        Duration next = max(elapsed().plusSeconds(4), min(SECOND_LOOK, length.dividedBy(3)));
        while (next.plus(reserve).compareTo(last) < 0 && !visit.asker().cancelled()) {
            await(next);
            visit.everywhere(node -> {
                if (readings.small(node) && visit.asker().governor().brisk(node)) {
                    readings.lists(node);
                    readings.fewStacks(node);
                    if (visit.scope().profile() == Profile.COMPLETE) {
                        CompleteProfile.round(visit.asker(), node);
                    }
                }
            });
            if (LinkPages.few(visit.roster().nodes().size())) {
                readings.links(1, length.dividedBy(8));
            }
            if (!looked) {
                suspects();
                looked = true;
            }
            next = max(
                    elapsed().plusSeconds(1), next.plus(visit.scope().profile().round()));
        }
        if (!looked) {
            suspects();
        }
    }

    private void listenToEvents() {
        List<String> listening = new CopyOnWriteArrayList<>();
        visit.everywhere(node -> EventListener.of(visit, node, length).forEach(listener -> {
            listening.add(listener.what());
            gather(node, listener);
        }));
        EventListener.missed(visit, listening, length);
    }

    private void suspects() {
        visit.everywhere(readings::suspects);
        readings.badLinks();
    }

    private void profiles() {
        int seconds = profileSeconds(length);
        for (boolean withoutRuntime : List.of(false, true)) {
            if (visit.asker().cancelled()) {
                return;
            }
            visit.everywhere(node -> profiler.start(node, withoutRuntime, seconds));
            if (!profiler.idle()) {
                visit.await(Duration.ofMillis(seconds * 1000L + 500));
            }
            visit.everywhere(this::fetch);
        }
    }

    /** A node that does not answer now is asked once more when the window closes. */
    private void fetch(String node) {
        for (int tries = 0; tries < 4; tries++) {
            if (profiler.fetch(node, false)) {
                return;
            }
            visit.await(Duration.ofSeconds(1));
        }
    }

    private void close(Future<?> profiles) {
        closing.countDown();
        try {
            profiles.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            visit.ledger().log("CPU profiles ended early: " + e);
        }
        visit.everywhere(node -> {
            profiler.fetch(node, true);
            gathered(node).forEach(NodeSeries::stop);
        });
        visit.everywhere(node -> {
            if (!visit.asker().health(node).open()) {
                readings.tick(node);
                readings.forcedHeap(node);
            }
        });
        visit.together(metrics, MetricsSeries::last);
    }

    /** A node that has become slow is left out now and then; what an Observer is asked about stands in its map. */
    private void tick(String node) {
        if (!readings.isObserved(node) && visit.asker().governor().due(node)) {
            readings.tick(node);
        }
    }

    private void gather(String node, NodeSeries gathering) {
        gatherings.computeIfAbsent(node, any -> new CopyOnWriteArrayList<>()).add(gathering);
        gathering.start();
    }

    private List<NodeSeries> gathered(String node) {
        return gatherings.getOrDefault(node, List.of());
    }

    /** Repeats a task for every node until the window closes; a node that is still busy with it is left out this time. */
    private void every(Duration period, Consumer<String> task) {
        every(period, visit.roster()::nodes, task);
    }

    private void every(Duration period, Supplier<List<String>> nodes, Consumer<String> task) {
        Threads.Round round = visit.threads().round(node -> {
            if (closing.getCount() > 0) {
                task.accept(node);
            }
        });
        repeat(
                period,
                () -> nodes.get().stream()
                        .filter(node -> !visit.asker().cancelled()
                                && visit.asker().health(node).mayTick())
                        .forEach(round::add));
    }

    /** Repeats a task until the window closes, from now on. */
    private void repeat(Duration period, Runnable task) {
        visit.threads().begin(() -> {
            Duration next = elapsed();
            do {
                task.run();
                next = next.plus(period);
            } while (!visit.clock().await(closing, max(Duration.ZERO, next.minus(elapsed()))));
            return next;
        });
    }

    private Duration elapsed() {
        return Duration.ofNanos(visit.clock().nanoTime() - opened);
    }

    private void await(Duration sinceOpening) {
        visit.await(sinceOpening.minus(elapsed()));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
