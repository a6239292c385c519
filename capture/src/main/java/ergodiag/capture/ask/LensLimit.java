package ergodiag.capture.ask;

import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.observer.Counterpart;
import ergodiag.ergo.observer.ObserverTool;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many lenses of an Observer are looked at on a node at a time: each is an inspector there, which makes a whole reading every second until half a
 * minute after the last look; and one that brought nothing in time goes on for ever, and is not looked at again (ERGO33.md 4). Safe for use by several
 * threads.
 */
final class LensLimit {
    private static final int MOST = 20;

    /** Half a minute after the last look it ends, five to ten seconds later it is gone. */
    private static final Duration LIVES = Duration.ofSeconds(40);

    /** By node, when each of its lenses was looked at last, by the clock that measures. */
    private final Map<String, Map<String, Long>> looked = new HashMap<>();

    private final Set<String> silent = new HashSet<>();

    /** Why a lens is not looked at; empty when it may be, or the question is no lens. A look that is let through counts. */
    synchronized Optional<Skip> objection(Question question, long now) {
        Optional<String> lens = lens(question);
        if (lens.isEmpty()) {
            return Optional.empty();
        }
        if (silent.contains(lens.get())) {
            return Optional.of(Skip.budget(
                    "this lens did not answer in time before, and a look would only keep its inspector alive"));
        }
        Map<String, Long> alive = looked.computeIfAbsent(question.node(), any -> new HashMap<>());
        alive.values().removeIf(last -> now - last > LIVES.toNanos());
        if (alive.size() >= MOST && !alive.containsKey(lens.get())) {
            return Optional.of(
                    Skip.budget(MOST + " lenses of the node are alive, as many as a visitor keeps at a time"));
        }
        alive.put(lens.get(), now);
        return Optional.empty();
    }

    /** It brought nothing in time. */
    synchronized void timedOut(Question question) {
        lens(question).ifPresent(silent::add);
    }

    /** Two looks with the same address but for the cursor are the same lens. */
    private static Optional<String> lens(Question question) {
        return question.there()
                .map(Counterpart::tool)
                .filter(ObserverTool::isLens)
                .map(lens -> lens.uri(question.node(), question.without("since").sent()));
    }
}
