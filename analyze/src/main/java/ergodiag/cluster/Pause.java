package ergodiag.cluster;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A time in which a node answered nothing although it was asked what costs it nothing, and other nodes answered: it, or what answers for it,
 * stood still. When it began to is not known, only that it had not ended. Of the node through which all is asked, and of whoever asks, it is a
 * time in which nobody answered.
 *
 * @param from since when a question was waiting and none was answered
 * @param until when the next answer came, or the waiting ended
 * @param call the question that waited for so long
 * @param everywhere whether no other node answered either
 */
public record Pause(Instant from, Instant until, Call call, boolean everywhere) {
    /** What a node answers at once comes within milliseconds, and within some tenths of a second from a busy one. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** Answers that were held up come all together. */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    /** Whoever answers so quickly does not stand still. */
    private static final Duration QUICK = Duration.ofMillis(500);

    /** Slow answers of a node that are looked at: each is held against all others. */
    private static final int MOST_SLOW = 1000;

    /** Questions that cost a node nothing, however large it is. */
    private static final Set<Tool> CHEAP = EnumSet.of(
            Tool.NODE_INFO,
            Tool.RUNTIME_STATS,
            Tool.NETWORK_INFO,
            Tool.NETWORK_NODES,
            Tool.NETWORK_ACCEPTORS,
            Tool.APP_LIST,
            Tool.SAMPLE_READ);

    /** Questions that hold up those behind them, as they wait for somebody (ERGO.md 3). */
    private static final Set<Tool> WAITING =
            EnumSet.of(Tool.PROCESS_INSPECT, Tool.META_INSPECT, Tool.NETWORK_PING, Tool.PPROF_CPU);

    /** Questions that cost a large node much, and may stop it themselves (ERGO.md 3). */
    private static final Set<Tool> HEAVY = EnumSet.of(
            Tool.PPROF_GOROUTINES, Tool.PPROF_HEAP, Tool.PROCESS_LIST, Tool.PROCESS_CHILDREN, Tool.EVENT_LIST);

    public Duration length() {
        return Duration.between(from, until);
    }

    /**
     * The pauses of a node.
     *
     * @param own the calls to it
     * @param all the calls to every node
     */
    static List<Pause> of(List<Call> own, List<Call> all) {
        Map<Tool, Boolean> slow = new EnumMap<>(Tool.class);
        Predicate<Tool> isSlow = tool -> slow.computeIfAbsent(tool, any -> isUsuallySlow(any, own));
        return of(
                own,
                pause -> own.stream().noneMatch(other -> pause.isHeldUpBy(other, isSlow))
                        && all.stream().anyMatch(pause::isAnsweredElsewhere),
                false);
    }

    /** Those in which no node answered, where most answers come at once. */
    static List<Pause> everywhere(List<Call> all) {
        List<Duration> took = all.stream()
                .filter(call -> call.outcome().answered())
                .map(call -> call.timing().took())
                .sorted()
                .toList();
        return took.isEmpty() || took.get(took.size() / 2).compareTo(QUICK) >= 0
                ? List.of()
                : of(all, pause -> true, true);
    }

    private static List<Pause> of(List<Call> own, Predicate<Pause> is, boolean everywhere) {
        List<Pause> pauses = new ArrayList<>();
        own.stream()
                .filter(call -> Tool.of(call).filter(CHEAP::contains).isPresent()
                        && (call.outcome().answered() || call.outcome() == Outcome.TIMEOUT)
                        && call.timing().took().compareTo(LEAST) >= 0)
                .sorted(Comparator.comparing(Call::ended))
                .limit(MOST_SLOW)
                .forEach(call -> {
                    Pause pause = new Pause(lastAnswerBeforeTheEnd(own, call), call.ended(), call, everywhere);
                    boolean isNew = pauses.isEmpty()
                            || pause.from()
                                    .isAfter(pauses.get(pauses.size() - 1).until());
                    if (isNew && pause.length().compareTo(LEAST) >= 0 && is.test(pause)) {
                        pauses.add(pause);
                    }
                });
        return List.copyOf(pauses);
    }

    /** Whatever else it answered while a question waited shows that it went on until then. */
    private static Instant lastAnswerBeforeTheEnd(List<Call> own, Call call) {
        Optional<Instant> last = own.stream()
                .filter(other -> other.outcome().answered())
                .map(Call::ended)
                .filter(at ->
                        at.isAfter(call.started()) && at.isBefore(call.ended().minus(TOGETHER)))
                .max(Comparator.naturalOrder());
        return last.orElse(call.started());
    }

    private boolean isHeldUpBy(Call other, Predicate<Tool> isSlow) {
        boolean inTheWay =
                other.started().isBefore(from.plus(TOGETHER)) && other.ended().isAfter(from.plus(QUICK));
        return inTheWay
                && Tool.of(other)
                        .filter(tool -> WAITING.contains(tool) || HEAVY.contains(tool) && isSlow.test(tool))
                        .isPresent();
    }

    private static boolean isUsuallySlow(Tool tool, List<Call> own) {
        List<Duration> took = own.stream()
                .filter(call -> tool.askedBy(call) && call.outcome().answered())
                .map(call -> call.timing().took())
                .sorted()
                .toList();
        return !took.isEmpty() && took.get(took.size() / 2).compareTo(QUICK) >= 0;
    }

    private boolean isAnsweredElsewhere(Call other) {
        return !other.node().isEmpty()
                && !other.node().equals(call.node())
                && other.outcome().answered()
                && other.started().isAfter(from)
                && other.ended().isBefore(until)
                && other.timing().took().compareTo(QUICK) < 0;
    }
}
