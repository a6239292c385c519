package ergodiag.capture;

import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Why a question is not asked now: in one place, first reason first. Safe for use by several threads. */
final class Objections {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Breakers breakers;
    private final CountDownLatch cancelled;
    /** Questions whose replies ran into the wall of 65,535 bytes: asked again they would run into it again. */
    private final Set<String> walls = ConcurrentHashMap.newKeySet();

    private final AtomicLong deadline = new AtomicLong(System.nanoTime() + LONGEST.toNanos());
    private volatile Set<String> offered = Set.of();

    Objections(Breakers breakers, CountDownLatch cancelled) {
        this.breakers = breakers;
        this.cancelled = cancelled;
    }

    void offered(Set<String> tools) {
        offered = new TreeSet<>(tools);
    }

    /** Nothing but the stopping of samplers is asked after this time from now. */
    void deadline(Duration fromNow) {
        deadline.set(System.nanoTime() + fromNow.toNanos());
    }

    /** The same question is not asked again. */
    void tooLarge(Question question) {
        walls.add(wall(question));
    }

    boolean cancelled() {
        return cancelled.getCount() == 0;
    }

    /**
     * @param through by which way it would be asked
     * @param probe whether it is asked in spite of an open breaker
     */
    Optional<String> to(Question question, Entry through, boolean probe) {
        boolean stops = question.tool() == Tool.SAMPLE_STOP;
        if (!Visitor.mayAsk(question)) {
            return Optional.of("not allowed: a visitor does not call it");
        }
        Optional<String> absent = Visitor.needs(question).stream()
                .filter(tool -> !offered.isEmpty() && !offered.contains(tool))
                .findFirst();
        if (absent.isPresent()) {
            return Optional.of("not offered: " + absent.get() + " is not in the node's tools/list");
        }
        if (!stops && cancelled()) {
            return Optional.of("cancelled");
        }
        if (!stops && System.nanoTime() - deadline.get() > 0) {
            return Optional.of("deadline: the capture has taken as long as it may");
        }
        if (walls.contains(wall(question))) {
            return Optional.of("budget: the same question was too large before and would never be answered");
        }
        return breakers.closed(question, through, probe, stops && !cancelled());
    }

    private static String wall(Question question) {
        return question.node() + "|" + question.tool().toolName() + "|" + new TreeMap<>(question.arguments());
    }
}
