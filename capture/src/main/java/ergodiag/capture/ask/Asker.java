package ergodiag.capture.ask;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Load;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.scope.Choice;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.Tool;
import ergodiag.mcp.McpFailure;
import ergodiag.redact.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

/**
 * Asks one question: checks that a visitor may ask it, waits for a place, and has it {@linkplain Exchange sent}; writes the line of the
 * ledger of what is not asked. Never throws for anything the cluster does.
 *
 * <p>Longer than others because everybody who asks comes through here, and finds each question about the ways to a node in one line.
 */
public final class Asker {
    private final Entries entries;
    private final Ledger ledger;
    private final Limits limits;
    private final Governor governor;
    private final Allowance allowance;
    private final Breakers breakers;
    private final Admission objections;
    private final Exchange exchange;
    private final CountDownLatch cancelled;

    /**
     * @param limits bounds of every reply
     * @param cancelled once counted down nothing but the stopping of samplers is asked
     */
    public Asker(
            Entries entries,
            BundleWriter writer,
            Redaction redaction,
            Ledger ledger,
            Progress progress,
            Limits limits,
            CountDownLatch cancelled) {
        CaptureClock time = ledger.clock();
        this.limits = limits;
        this.cancelled = cancelled;
        this.governor = new Governor(limits.budget(), ledger::log, time);
        this.allowance = new Allowance(limits.budget(), time::nanoTime);
        this.breakers = new Breakers(entries, ledger, redaction);
        this.objections = new Admission(breakers, allowance, cancelled, time::nanoTime);
        this.entries = entries;
        this.ledger = ledger;
        this.exchange = new Exchange(
                new Attempt.Means(writer, redaction, ledger, progress, limits, allowance), breakers, objections);
    }

    public Entries entries() {
        return entries;
    }

    /** Name of the entry node asked about the cluster as a whole; "" until it said so. */
    public String entry() {
        return entries.first().node();
    }

    /** Whether a reply of the node may be of any length now: no wall stands between. */
    public boolean isUnbounded(String node) {
        return entries.unbounded(node);
    }

    /** The same of the endpoint that this question goes to. */
    public boolean isUnbounded(Question question) {
        return entries.of(question).isUnbounded(question.node());
    }

    /** Whether an Observer is asked about the node now. */
    public boolean isObserved(String node) {
        return entries.dialect(node) == Dialect.OBSERVER;
    }

    /** The question as it would be asked now; empty where no endpoint is of a kind that knows it. */
    public Optional<Question> asked(Question question) {
        return Optional.of(entries.of(question))
                .filter(entry -> entry.knows(question))
                .map(entry -> entry.as(question));
    }

    /** Whether any endpoint is of a kind that knows what is asked. */
    public boolean knows(Question question) {
        return entries.knows(question);
    }

    public NodeHealth health(String node) {
        return breakers.of(node);
    }

    /** What the user wants asked. */
    public void choose(Choice choice) {
        objections.choose(choice);
    }

    /** Nothing but the stopping of samplers is asked after this time from now. */
    public void deadline(Duration fromNow) {
        objections.deadline(fromNow);
    }

    public boolean cancelled() {
        return objections.cancelled();
    }

    /** How many goroutines a node has: with too many, or while nobody knows, its stacks are not asked for with debug=2. */
    public void goroutines(String node, long count) {
        objections.goroutines(node, count);
    }

    /** How many questions may be under way at once, through all endpoints together. */
    int atOnce() {
        return limits.budget().inFlight() * entries.all().size();
    }

    /** How long may still be asked. */
    Duration left() {
        return allowance.left();
    }

    /** Whether nothing more may be asked, so that nothing more need be learned from what came. */
    public boolean isOver() {
        return left().isZero();
    }

    /** The same, or nothing more may be asked in this part of the capture. */
    public boolean isLate() {
        return isOver() || objections.isLate();
    }

    /** So long, or what is left of the time, but long enough to see whether somebody answers at all. */
    public Duration within(Duration wanted) {
        return allowance.within(wanted);
    }

    /** Takes what is no reply of a node from the bytes that may be had. @return why it may not be had */
    public Optional<Skip> takes(int bytes) {
        if (allowance.take(bytes)) {
            return Optional.empty();
        }
        allowance.giveBack(bytes);
        return Optional.of(Skip.of(SkipReason.SIZE, "it is longer than what is left of " + Budget.SIZE));
    }

    public Governor governor() {
        return governor;
    }

    /** What was asked of the cluster so far, as measured here. */
    public Load load(long notAsked) {
        return new Load(
                governor.mostInFlight(),
                governor.mostPerNode(),
                governor.meter().perSecond(),
                governor.meter().mostInSecond(),
                governor.meter().p95(),
                allowance.bytes(),
                limits.budget().deadline(),
                limits.budget().bytes(),
                notAsked);
    }

    public Answer ask(Question question) {
        return ask(question, (call, file) -> call);
    }

    /** @param finish may add to the line of the ledger what only the reply tells; sees the stored file */
    public Answer ask(Question question, BiFunction<Call, Path, Call> finish) {
        return inTurn(question, false, finish);
    }

    /** A question of the protocol itself. */
    public interface Greeting<T> {
        T send(Duration limit) throws McpFailure;
    }

    /**
     * Sends a question of the protocol itself, of which the asker writes no line, and sends it again where the endpoint only wants it later,
     * as any other question.
     *
     * @param limit how long an answer is waited for, unless the time of the capture is over before
     */
    public <T> T greet(Entry through, Duration limit, Greeting<T> greeting) throws McpFailure {
        Pace pace = governor.pace(through.toString());
        Patience patience = new Patience(allowance.left());
        while (true) {
            try {
                return greeting.send(allowance.within(limit));
            } catch (McpFailure e) {
                if (!patience.again(e, pace) || !turn(pace)) {
                    throw patience.tried() ? e.saying(patience.said(e)) : e;
                }
                ledger.log(through + ": " + patience.said(e));
            }
        }
    }

    /** @return whether a question may be sent now: nobody cancelled meanwhile */
    private boolean turn(Pace pace) {
        try {
            pace.turn(cancelled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !cancelled();
    }

    /** Asks about the cluster as a whole through this endpoint and no other. */
    public Answer ask(Question question, Entry through) {
        return inTurn(question, through, true, (call, file) -> call);
    }

    /** What was lost on the way to an endpoint goes another way where there is one; what was to start something is not asked twice. */
    private Answer inTurn(Question question, boolean probe, BiFunction<Call, Path, Call> finish) {
        Set<Entry> inVain = new HashSet<>();
        Entry through = entries.of(question);
        Answer answer = inTurn(question, through, probe, finish);
        while (answer.lostOnTheWay()
                && question.tool().access() != Tool.Access.SAMPLER
                && inVain.add(through)
                && inVain.size() < entries.all().size()) {
            through = entries.of(question, inVain);
            answer = inTurn(question, through, probe, finish);
        }
        return answer;
    }

    /** Whether it may be asked is seen twice: what waited for its place may have become pointless meanwhile. */
    private Answer inTurn(Question wanted, Entry through, boolean probe, BiFunction<Call, Path, Call> finish) {
        OfferedTools.Fit fit = objections.fit(wanted, through);
        fit.left().forEach(ledger::log);
        Question question = fit.question();
        if (fit.refused().isPresent()) {
            Skip reason = fit.refused().get();
            return objections.worthALine(question, reason)
                    ? skip(question, reason)
                    : Answer.none(ledger.skipped(question, reason));
        }
        Optional<Skip> pointless = objections.to(question, through, probe);
        if (pointless.isPresent()) {
            return skip(question, pointless.get());
        }
        Governor.Place place;
        try {
            place = place(question, through);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return skip(question, Admission.CANCELLED);
        }
        try {
            Optional<Skip> reason = claim(question, through, probe);
            return reason.isPresent() ? skip(question, reason.get()) : exchange.send(question, through, place, finish);
        } finally {
            place.giveBack();
        }
    }

    private Governor.Place place(Question question, Entry through) throws InterruptedException {
        String target = question.node().isEmpty() ? through.node() : question.node();
        return breakers.doubts(question.node(), through)
                ? governor.placeInDoubt(through.toString(), target)
                : governor.place(through.toString(), target);
    }

    /** Looks once more and, when nothing is against it, takes the one try that an open breaker lets through. */
    private synchronized Optional<Skip> claim(Question question, Entry through, boolean probe) {
        Optional<Skip> reason = objections.to(question, through, probe);
        if (reason.isEmpty()) {
            breakers.asked(question.node(), through);
        }
        return reason;
    }

    /** Asks a node that failed once more, with its breaker open. */
    public Answer probe(Question question) {
        return inTurn(question, true, (call, file) -> call);
    }

    public Answer skip(Question question, Skip reason) {
        Call call = ledger.skipped(question, reason);
        ledger.append(call);
        return Answer.none(call);
    }
}
