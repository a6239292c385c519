package ergodiag.capture.ask;

import ergodiag.bundle.Own.Sampler;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.Json;
import ergodiag.ergo.NodeError;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The samplers we started and have not stopped yet. What we start is in this list before anything else happens. */
public final class RunningSamplers {
    /** Entries are numbered from 1, by the first versions of the application from 0: whoever asks these for those after 0 misses the first. */
    public static final long BEFORE_FIRST = -1;

    /** A sampler answers at once or, when its node or its own work keeps it, not for five seconds. */
    private static final Duration READS = Duration.ofSeconds(6);

    /** Between the tries to stop what still runs at the end; with {@link #LAST_STOPS} each, at most ten seconds. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private static final Duration LAST_STOPS = Duration.ofSeconds(2);

    /** What is not stopped after this long at the end goes on until its own end, which each has: a thousand nodes may answer none of these. */
    private static final Duration LONGEST_STOPPING = Duration.ofSeconds(15);

    /** No node gives a longer one. */
    private static final int LONGEST_ID = 200;

    private final Asker asker;
    private final Ledger ledger;
    private final Threads threads;
    private final Map<String, String> running = new ConcurrentHashMap<>();
    private final List<Sampler> ever = new CopyOnWriteArrayList<>();

    public RunningSamplers(Asker asker, Ledger ledger, Threads threads) {
        this.threads = threads;
        this.asker = asker;
        this.ledger = ledger;
    }

    /**
     * Starts one.
     *
     * @param refused is told why there is none
     * @return its id
     */
    public Optional<String> start(Question question, Consumer<Skip> refused) {
        Answer answer = asker.ask(question);
        Optional<String> id = json(answer)
                .map(reply -> reply.path("sampler_id").asString(""))
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_ID);
        id.ifPresentOrElse(
                sampler -> {
                    running.put(sampler, question.node());
                    ever.add(new Sampler(
                            sampler,
                            question.node(),
                            runs(question),
                            ledger.clock().now()));
                    ledger.log("started " + sampler + " at " + question.node() + " ("
                            + question.tool().toolName() + ")");
                },
                () -> refused.accept(
                        answer.came()
                                ? Skip.absent("the reply names no sampler")
                                : new Skip(
                                        answer.call().skipReason().orElse(SkipReason.ABSENT),
                                        answer.call().why())));
        return id;
    }

    /** Whether any endpoint is of a kind that has such a sampler. */
    public boolean isKnown(Question start) {
        return asker.knows(start);
    }

    /** What a sampler runs or listens to. */
    private static String runs(Question question) {
        Map<String, Object> asked = question.arguments();
        return question.tool() == Tool.SAMPLE_START
                ? String.valueOf(asked.get("tool"))
                : asked.containsKey("event") ? "event " + asked.get("event") : "log";
    }

    public static Optional<JsonNode> json(Answer answer) {
        return answer.read((in, at) -> Json.whole(in, at.file()));
    }

    /** What a sampler has gathered after {@code since}. */
    public Answer read(String node, String sampler, long since, Purpose why) {
        Question question = Question.of(node, Tool.SAMPLE_READ, why)
                .with("sampler_id", sampler)
                .with("since", since)
                .large()
                .within(READS)
                .passing();
        return asker.ask(question);
    }

    /** Stops one; on a node that has fallen silent, or when the time is over, that is left to {@link #stopAll}, lest everybody waits for it. */
    public void stop(String node, String sampler) {
        if (!asker.health(node).open() && !asker.isLate()) {
            stopNow(node, sampler);
        }
    }

    private void stopNow(String node, String sampler) {
        boolean hurried = asker.cancelled() || asker.health(node).open();
        Question question = Question.of(node, Tool.SAMPLE_STOP, "stop what we started")
                .with("sampler_id", sampler)
                .passing();
        Answer answer = asker.ask(hurried ? question.within(LAST_STOPS) : question);
        boolean gone = NodeError.of(answer.call()).isNotFound();
        if (answer.came() || gone) {
            running.remove(sampler);
        }
    }

    /** A sampler that its node does not know any more. */
    public void lost(String sampler) {
        running.remove(sampler);
    }

    /** Everything that was ever started here, in the order of starting. */
    public List<Sampler> all() {
        return List.copyOf(ever);
    }

    /** Stops everything that is still running, a few times over if need be, and says what could not be stopped. */
    public List<String> stopAll() {
        long latest = ledger.clock().nanoTime() + LONGEST_STOPPING.toNanos();
        for (Duration pause : PAUSES) {
            stopOnce(latest);
            if (running.isEmpty() || Thread.currentThread().isInterrupted()) {
                break;
            }
            pause(pause);
        }
        if (!running.isEmpty()) {
            stopOnce(latest);
        }
        List<String> left = running.entrySet().stream()
                .map(entry -> entry.getKey() + " at " + entry.getValue())
                .sorted()
                .toList();
        left.forEach(sampler -> ledger.log("could not be stopped, ends by itself: " + sampler));
        return left;
    }

    /** Nothing ends this wait early: a sampler that goes on costs its node more than we cost the user. */
    private void pause(Duration time) {
        try {
            ledger.clock().await(new CountDownLatch(1), time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopOnce(long latest) {
        threads.each(Map.copyOf(running).entrySet(), sampler -> {
            try {
                if (ledger.clock().nanoTime() - latest < 0) {
                    stopNow(sampler.getValue(), sampler.getKey());
                }
            } catch (WorldError e) {
                // it was asked to stop, and that this could not be written down was said where it happened first
            }
        });
    }
}
