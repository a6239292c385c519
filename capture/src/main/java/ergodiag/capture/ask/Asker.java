package ergodiag.capture.ask;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Load;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.scope.Choice;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.Tool;
import ergodiag.mcp.McpFailure;
import ergodiag.redact.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

/**
 * Asks one question: checks that a visitor may ask it, waits for a place, sends, redacts the reply on its way to the file, and writes the
 * line of the ledger, whatever happened. Never throws for anything the cluster does.
 */
public final class Asker {
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private final Entries entries;
    private final BundleWriter writer;
    private final Redaction redaction;
    private final Ledger ledger;
    private final Progress progress;
    private final CaptureClock time;
    private final Limits limits;
    private final Governor governor;
    private final Allowance allowance;
    private final Breakers breakers;
    private final Admission objections;

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
        this.limits = limits;
        this.time = ledger.clock();
        this.governor = new Governor(limits.budget(), ledger::log, time);
        this.allowance = new Allowance(limits.budget(), time::nanoTime);
        this.breakers = new Breakers(entries, ledger, redaction);
        this.objections = new Admission(breakers, allowance, cancelled, time::nanoTime);
        this.entries = entries;
        this.writer = writer;
        this.redaction = redaction;
        this.ledger = ledger;
        this.progress = progress;
    }

    public Entries entries() {
        return entries;
    }

    /** Name of the entry node asked about the cluster as a whole; "" until it said so. */
    public String entry() {
        return entries.first().node();
    }

    /** Whether the node is asked at its own endpoint now: no wall, no proxy. */
    public boolean isEntry(String node) {
        return entries.direct(node);
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
                    : new Answer(ledger.skipped(question, reason), Optional.empty(), new byte[0], 0);
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
            return reason.isPresent() ? skip(question, reason.get()) : send(question, through, place, finish);
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
        return new Answer(call, Optional.empty(), new byte[0], 0);
    }

    private Answer send(Question question, Entry through, Governor.Place place, BiFunction<Call, Path, Call> finish) {
        progress.asking(question.node(), question.tool().toolName());
        long id = ledger.nextId();
        Reply reply = reply(question);
        Instant started = time.now();
        long clock = time.nanoTime();
        try {
            long wire = through.client()
                    .call(
                            question.tool().toolName(),
                            arguments(question, through),
                            limit(question, cancelled() ? Duration.ZERO : MARGIN),
                            reply::take);
            Duration took = Duration.ofNanos(time.nanoTime() - clock);
            place.replied(question, took);
            breakers.answered(question.node(), through);
            Optional<String> fault = ReplyCheck.fault(question, reply.file());
            if (fault.isPresent()) {
                reply.discard();
                return garbled(question, fault.get(), id, started, took);
            }
            return answered(question, finish, reply, id, started, took, wire);
        } catch (McpFailure e) {
            Duration took = Duration.ofNanos(time.nanoTime() - clock);
            reply.discard();
            return failed(question, through, e, id, started, took);
        }
    }

    private Answer answered(
            Question question,
            BiFunction<Call, Path, Call> finish,
            Reply reply,
            long id,
            Instant started,
            Duration took,
            long wire) {
        Outcome outcome = reply.empty() ? Outcome.EMPTY : Outcome.OK;
        Call call = ledger.without(question, id, started, took, outcome, OptionalInt.empty(), "");
        Optional<Path> file = reply.file();
        if (file.isPresent()) {
            call = call.stored(OptionalInt.of(reply.reading()), Optional.of(writer.describe(reply.name())));
            call = finish.apply(call, file.get());
        }
        ledger.append(call);
        progress.call(question.node(), call.tool(), false);
        return new Answer(call, file, reply.passing(), wire);
    }

    private Answer garbled(Question question, String fault, long id, Instant started, Duration took) {
        Call call = ledger.without(question, id, started, took, Outcome.GARBLED, OptionalInt.empty(), fault);
        ledger.append(call);
        ledger.log(question.node() + " " + call.tool() + " garbled: " + fault);
        progress.call(question.node(), call.tool(), true);
        return new Answer(call, Optional.empty(), new byte[0], 0);
    }

    private Answer failed(
            Question question, Entry through, McpFailure failure, long id, Instant started, Duration took) {
        boolean remote = !through.answersFor(question.node());
        Outcome outcome = Failures.outcome(failure, question);
        String message = WorldError.reason(failure);
        if (outcome == Outcome.TIMEOUT && remote && question.heavy() && !breakers.doubts(question.node(), through)) {
            outcome = afterTimeout(question, through);
        }
        if (outcome == Outcome.UNKNOWN_TOOL) {
            objections.unknown(question);
        }
        if (outcome == Outcome.TOO_LARGE) {
            objections.tooLarge(question);
        }
        if (failure.kind() == McpFailure.Kind.REFUSED) {
            through.health().answered();
        }
        if (outcome == Outcome.CANCELLED) {
            ledger.log(question.node() + ": " + message);
        } else if (outcome == Outcome.UNREACHABLE || outcome == Outcome.TIMEOUT) {
            breakers.blame(question, through, failure, time.nanoTime() - took.toNanos());
        } else {
            breakers.answered(question.node(), through);
        }
        Call call = ledger.without(question, id, started, took, outcome, failure.code(), message);
        ledger.append(call);
        ledger.log(question.node() + " " + call.tool() + " " + outcome.word() + ": " + message);
        progress.call(question.node(), call.tool(), true);
        return new Answer(call, Optional.empty(), new byte[0], 0);
    }

    /** Too large, busy or gone: a cheap question right after a time-out tells (ERGO.md 2), unless one has just told. */
    private Outcome afterTimeout(Question question, Entry through) {
        Question cheap = Question.of(question.node(), Tool.RUNTIME_STATS, "what the time-out before meant")
                .about("after-timeout");
        long id = ledger.nextId();
        Reply reply = reply(cheap);
        Instant started = time.now();
        long clock = time.nanoTime();
        try {
            through.client()
                    .call(cheap.tool().toolName(), arguments(cheap, through), limit(cheap, MARGIN), reply::take);
            Duration took = Duration.ofNanos(time.nanoTime() - clock);
            answered(cheap, (call, file) -> call, reply, id, started, took, 0);
            return Failures.tooLarge(question, took) ? Outcome.TOO_LARGE : Outcome.BUSY;
        } catch (McpFailure e) {
            reply.discard();
            Outcome outcome = Failures.outcome(e, cheap);
            ledger.append(ledger.without(
                    cheap,
                    id,
                    started,
                    Duration.ofNanos(time.nanoTime() - clock),
                    outcome,
                    e.code(),
                    WorldError.reason(e)));
            return Outcome.TIMEOUT;
        }
    }

    /** How long the answer is waited for: as long as the question says, and never longer than the capture may take. */
    private Duration limit(Question question, Duration margin) {
        Duration left = allowance.left(question.tool());
        Duration limit = limits.answer(question.limit().plus(margin));
        return limit.compareTo(left) < 0 ? limit : left;
    }

    private Reply reply(Question question) {
        return new Reply(question, writer, redaction, ledger, limits.bytes(question), allowance);
    }

    private Map<String, Object> arguments(Question question, Entry through) {
        Map<String, Object> arguments = new HashMap<>(question.arguments());
        if (!through.answersFor(question.node())) {
            arguments.put(Tool.NODE.name(), question.node());
            if (through.offer().takes(question.tool(), Tool.TIMEOUT.name())) {
                arguments.put(Tool.TIMEOUT.name(), Math.max(1, question.limit().toSeconds()));
            }
        }
        return arguments;
    }
}
