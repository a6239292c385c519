package ergodiag.capture.ask;

import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Bounds the calls in flight, so that the operator can still work (ERGO.md 3), allows fewer while replies are slow, and measures what we
 * cost. Safe for use by several threads.
 */
public final class Governor {
    private final Budget budget;
    private final Consumer<String> log;
    private final CaptureClock clock;
    private final Map<String, ConcurrencyLimit> entries = new ConcurrentHashMap<>();
    private final Map<String, ConcurrencyLimit> targets = new ConcurrentHashMap<>();
    /** Half of the calls through an endpoint, for nodes that did not answer lately: those that do answer must not wait for them. */
    private final Map<String, Semaphore> doubts = new ConcurrentHashMap<>();

    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    private final Meter meter;

    /** @param log is told of every change */
    Governor(Budget budget, Consumer<String> log, CaptureClock clock) {
        this.budget = budget;
        this.log = log;
        this.clock = clock;
        this.meter = new Meter(clock::nanoTime);
    }

    /** A place among the calls in flight. */
    interface Place {
        /** How quickly questions through the same endpoint may follow each other. */
        Pace pace();

        /** The answer came, and took so long. */
        void replied(Question question, Duration took);

        void giveBack();
    }

    /** Waits for a place among the calls through an endpoint and to a node. */
    Place place(String endpoint, String node) throws InterruptedException {
        return place(endpoint, node, () -> {});
    }

    /** The same to a node that did not answer when it was asked last. */
    Place placeInDoubt(String endpoint, String node) throws InterruptedException {
        Semaphore half =
                doubts.computeIfAbsent(endpoint, any -> new Semaphore(Math.max(1, budget.inFlight() / 2), true));
        clock.acquire(half);
        try {
            return place(endpoint, node, half::release);
        } catch (InterruptedException e) {
            half.release();
            throw e;
        }
    }

    private Place place(String endpoint, String node, Runnable over) throws InterruptedException {
        ConcurrencyLimit entry = entries.computeIfAbsent(
                endpoint, any -> new ConcurrencyLimit("the entry node at " + endpoint, budget.inFlight(), log, clock));
        ConcurrencyLimit target = target(node);
        target.enter();
        try {
            entry.enter();
        } catch (InterruptedException e) {
            target.leave();
            throw e;
        }
        meter.sent();
        Pace pace = pace(endpoint);
        return new Place() {
            @Override
            public Pace pace() {
                return pace;
            }

            @Override
            public void replied(Question question, Duration took) {
                meter.replied(took);
                pace.answered();
                if (question.tool().has(Tool.Trait.STEADY)) {
                    entry.replied(took);
                    target.replied(took);
                }
            }

            @Override
            public void giveBack() {
                entry.leave();
                target.leave();
                over.run();
            }
        };
    }

    /** How quickly questions through an endpoint may follow each other. */
    Pace pace(String endpoint) {
        return paces.computeIfAbsent(endpoint, any -> new Pace(endpoint, log, clock));
    }

    private ConcurrencyLimit target(String node) {
        return targets.computeIfAbsent(node, any -> new ConcurrencyLimit(node, budget.perNode(), log, clock));
    }

    /** Whether a repeated small reading of this node is to be asked at this turn: at every one, unless it has become slow, or questions wait. */
    public boolean due(String node) {
        return target(node).due() && paces.values().stream().noneMatch(Pace::behind);
    }

    /** Whether the node answers as it did at first. */
    public boolean brisk(String node) {
        return target(node).pace() == 1;
    }

    Meter meter() {
        return meter;
    }

    /** The largest number of calls that were in flight through one endpoint. */
    int mostInFlight() {
        return entries.values().stream()
                .mapToInt(ConcurrencyLimit::highest)
                .max()
                .orElse(0);
    }

    /** The largest number of calls that were in flight to one node. */
    int mostPerNode() {
        return targets.values().stream()
                .mapToInt(ConcurrencyLimit::highest)
                .max()
                .orElse(0);
    }
}
