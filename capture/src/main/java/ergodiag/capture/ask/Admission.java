package ergodiag.capture.ask;

import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.scope.AllowedCalls;
import ergodiag.capture.scope.Choice;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Why a question is not asked now: in one place, first reason first. Safe for use by several threads. */
final class Admission {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** With more goroutines than this a dump with debug=2, made before any filter, would stop the node for too long (ERGO.md 3). */
    private static final long MOST_GOROUTINES = 10_000;

    static final Skip CANCELLED = Skip.of(SkipReason.CANCELLED, "");

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final Breakers breakers;
    private final Allowance allowance;
    private final Map<String, Long> goroutines = new ConcurrentHashMap<>();
    private final CountDownLatch cancelled;
    /** Questions whose replies ran into the wall of 65,535 bytes: asked again they would run into it again. */
    private final Set<String> walls = ConcurrentHashMap.newKeySet();

    private final LongSupplier nanoTime;
    private final AtomicLong deadline;
    /** "node tool" of what a node said it does not know: not asked of it again. */
    private final Set<String> unknownTools = ConcurrentHashMap.newKeySet();
    /** What was already said of questions that had to be asked with fewer arguments. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    private final LensLimit lenses = new LensLimit();

    private volatile Choice choice = Choice.ALL;

    Admission(Breakers breakers, Allowance allowance, CountDownLatch cancelled, LongSupplier nanoTime) {
        this.allowance = allowance;
        this.breakers = breakers;
        this.cancelled = cancelled;
        this.nanoTime = nanoTime;
        this.deadline = new AtomicLong(nanoTime.getAsLong() + LONGEST.toNanos());
    }

    /** The question as the endpoint takes it, with what is to be said of that for the first time. */
    OfferedTools.Fit fit(Question asked, Entry through) {
        Question wanted = through.as(asked);
        if (!AllowedCalls.mayAsk(wanted)) {
            return new OfferedTools.Fit(
                    wanted, Optional.of(Skip.of(SkipReason.NOT_ALLOWED, "a visitor does not call it")), List.of());
        }
        Optional<Skip> left = choice.leavesOut(wanted);
        if (left.isPresent()) {
            return new OfferedTools.Fit(wanted, left, List.of());
        }
        OfferedTools.Fit fit = through.offer().fit(wanted, !through.answersFor(wanted.node()));
        return new OfferedTools.Fit(
                fit.question(),
                fit.refused(),
                fit.left().stream().filter(said::add).toList());
    }

    /** What the user wants asked. */
    void choose(Choice what) {
        choice = what;
    }

    /** Whether a reason not to ask is worth a line in the ledger: what the user left out has one for each question of a node. */
    boolean worthALine(Question question, Skip why) {
        return why.reason() != SkipReason.NOT_ASKED
                || said.add(question.node() + "|" + question.tool() + "|" + question.list());
    }

    /** The node said that it does not know the tool. */
    void unknown(Question question) {
        unknownTools.add(question.node() + " " + question.wireName());
    }

    /** Nothing but the stopping of samplers is asked after this time from now. */
    void deadline(Duration fromNow) {
        deadline.set(nanoTime.getAsLong() + fromNow.toNanos());
    }

    /** Whether that time is over. */
    boolean isLate() {
        return nanoTime.getAsLong() - deadline.get() > 0;
    }

    void goroutines(String node, long count) {
        goroutines.put(node, count);
    }

    /** A lens is looked at, or brought nothing in time. */
    LensLimit lenses() {
        return lenses;
    }

    /** The same question is not asked again. */
    void tooLarge(Question question) {
        walls.add(wall(question));
    }

    /** What ends a wait before a question early: nothing, where what was started is to be stopped. */
    CountDownLatch early(Question question) {
        return question.tool() == Tool.SAMPLE_STOP ? NEVER : cancelled;
    }

    boolean cancelled() {
        return cancelled.getCount() == 0;
    }

    /**
     * @param through by which way it would be asked
     * @param probe whether it is asked in spite of an open breaker
     */
    Optional<Skip> to(Question question, Entry through, boolean probe) {
        boolean stops = question.tool() == Tool.SAMPLE_STOP;
        Optional<String> absent = wireNames(question)
                .filter(tool -> unknownTools.contains(question.node() + " " + tool))
                .findFirst();
        if (absent.isPresent()) {
            return Optional.of(
                    Skip.of(SkipReason.NOT_OFFERED, "the node said that it does not know tool " + absent.get()));
        }
        if (!stops && cancelled()) {
            return Optional.of(CANCELLED);
        }
        if (!stops && isLate()) {
            return Optional.of(Skip.of(SkipReason.TIME, "the capture has taken as long as it may"));
        }
        if (walls.contains(wall(question))) {
            return Optional.of(Skip.budget("the same question was too large before and would never be answered"));
        }
        return allowance
                .objection(question)
                .or(() -> lenses.objection(question, nanoTime.getAsLong()))
                .or(() -> stops(question))
                .or(() -> stops ? Optional.empty() : breakers.closed(question, through, probe));
    }

    private static Stream<String> wireNames(Question question) {
        return question.there().isPresent()
                ? Stream.of(question.wireName())
                : AllowedCalls.needs(question).stream().map(Tool::toolName);
    }

    /** A dump with debug=2 stops the world while it is made. */
    private Optional<Skip> stops(Question question) {
        boolean whole = question.tool() == Tool.PPROF_GOROUTINES
                && Long.valueOf(2).equals(question.arguments().get("debug"));
        if (!whole) {
            return Optional.empty();
        }
        Long count = goroutines.get(question.node());
        if (count == null) {
            return Optional.of(
                    Skip.budget("how many goroutines the node has is not known, and a dump of many would stop it"));
        }
        return count <= MOST_GOROUTINES
                ? Optional.empty()
                : Optional.of(Skip.budget(
                        "the node has " + count + " goroutines, a dump with debug=2 would stop it for too long"));
    }

    private static String wall(Question question) {
        return question.node() + "|" + question.wireName() + "|" + new TreeMap<>(question.sent());
    }
}
