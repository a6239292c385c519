package ergodiag.capture;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Call;
import ergodiag.bundle.Outcome;
import ergodiag.ergo.Tool;
import ergodiag.mcp.McpClient;
import ergodiag.mcp.McpFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/**
 * Asks one question: checks that a visitor may ask it, waits for a place, sends, redacts the reply on its way to the file, and writes the
 * line of the ledger, whatever happened. Never throws for anything the cluster does.
 */
final class Asker {
    private static final Duration MARGIN = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final McpClient client;
    private final BundleWriter writer;
    private final Redaction redaction;
    private final Ledger ledger;
    private final Progress progress;
    private final Limits limits;
    private final Governor governor = new Governor();
    private final Map<String, NodeHealth> health = new ConcurrentHashMap<>();
    private final NodeHealth entryHealth = new NodeHealth();
    /** Questions whose replies ran into the wall of 65,535 bytes: asked again they would run into it again. */
    private final Set<String> walls = ConcurrentHashMap.newKeySet();

    private final AtomicLong deadline = new AtomicLong(System.nanoTime() + LONGEST.toNanos());
    private volatile String entry = "";
    private volatile Set<String> offered = Set.of();
    private final CountDownLatch cancelled;

    /**
     * @param limits bounds of every reply
     * @param cancelled once counted down nothing but the stopping of samplers is asked
     */
    Asker(
            McpClient client,
            BundleWriter writer,
            Redaction redaction,
            Ledger ledger,
            Progress progress,
            Limits limits,
            CountDownLatch cancelled) {
        this.limits = limits;
        this.cancelled = cancelled;
        this.client = client;
        this.writer = writer;
        this.redaction = redaction;
        this.ledger = ledger;
        this.progress = progress;
    }

    void entry(String node) {
        entry = node;
    }

    /** Name of the entry node; "" until it said so. */
    String entry() {
        return entry;
    }

    boolean isEntry(String node) {
        return node.isEmpty() || node.equals(entry);
    }

    void offered(Set<String> tools) {
        offered = new TreeSet<>(tools);
    }

    NodeHealth health(String node) {
        return isEntry(node) ? entryHealth : health.computeIfAbsent(node, any -> new NodeHealth());
    }

    /** Nothing but the stopping of samplers is asked after this time from now. */
    void deadline(Duration fromNow) {
        deadline.set(System.nanoTime() + fromNow.toNanos());
    }

    private static String wall(Question question) {
        return question.node() + "|" + question.tool().toolName() + "|" + new TreeMap<>(question.arguments());
    }

    boolean cancelled() {
        return cancelled.getCount() == 0;
    }

    Answer ask(Question question) {
        return ask(question, (call, file) -> call);
    }

    /** @param finish may add to the line of the ledger what only the reply tells; sees the stored file */
    Answer ask(Question question, BiFunction<Call, Path, Call> finish) {
        return inTurn(question, false, finish);
    }

    /** Whether it may be asked is seen twice: what waited for its place may have become pointless meanwhile. */
    private Answer inTurn(Question question, boolean probe, BiFunction<Call, Path, Call> finish) {
        Optional<String> pointless = notAsked(question, probe);
        if (pointless.isPresent()) {
            return skip(question, pointless.get());
        }
        Governor.Place place;
        try {
            place = governor.place(isEntry(question.node()) ? entry : question.node());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return skip(question, "cancelled");
        }
        try {
            Optional<String> reason = claim(question, probe);
            return reason.isPresent() ? skip(question, reason.get()) : send(question, finish);
        } finally {
            place.giveBack();
        }
    }

    /** Looks once more and, when nothing is against it, takes the one try that an open breaker lets through. */
    private synchronized Optional<String> claim(Question question, boolean probe) {
        Optional<String> reason = notAsked(question, probe);
        if (reason.isEmpty()) {
            entryHealth.asked();
            health(question.node()).asked();
        }
        return reason;
    }

    /** Asks a node that failed once more, with its breaker open. */
    Answer probe(Question question) {
        return inTurn(question, true, (call, file) -> call);
    }

    Answer skip(Question question, String reason) {
        Call call = ledger.skipped(question, reason);
        ledger.append(call);
        return new Answer(call, Optional.empty(), new byte[0], 0);
    }

    private Optional<String> notAsked(Question question, boolean probe) {
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
        Optional<String> entryClosed = probe && isEntry(question.node()) ? Optional.empty() : entryHealth.closed();
        boolean triesAnyhow = isEntry(question.node()) || probe || stops && !cancelled();
        return entryClosed
                .map(why -> "the entry node does not answer any more; " + why)
                .or(() ->
                        triesAnyhow ? Optional.empty() : health(question.node()).closed());
    }

    private Answer send(Question question, BiFunction<Call, Path, Call> finish) {
        long id = ledger.nextId();
        Reply reply = new Reply(question);
        Instant started = Instant.now();
        long clock = System.nanoTime();
        try {
            long wire = client.call(
                    question.tool().toolName(),
                    arguments(question),
                    limits.answer(question.limit().plus(cancelled() ? Duration.ZERO : MARGIN)),
                    reply::take);
            Duration took = Duration.ofNanos(System.nanoTime() - clock);
            entryHealth.answered();
            health(question.node()).answered();
            return answered(question, finish, reply, id, started, took, wire);
        } catch (McpFailure e) {
            Duration took = Duration.ofNanos(System.nanoTime() - clock);
            reply.discard();
            return failed(question, e, id, started, took);
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
            call = Calls.stored(call, outcome, OptionalInt.of(reply.reading), Optional.of(writer.describe(reply.name)));
            call = finish.apply(call, file.get());
        }
        ledger.append(call);
        progress.call(question.node(), call.tool(), false);
        return new Answer(call, file, reply.passing(), wire);
    }

    private Answer failed(Question question, McpFailure failure, long id, Instant started, Duration took) {
        boolean remote = !isEntry(question.node());
        Outcome outcome = Failures.outcome(failure, question);
        String message = failure.getMessage();
        if (outcome == Outcome.TIMEOUT && remote && question.heavy()) {
            outcome = afterTimeout(question);
        }
        if (outcome == Outcome.TOO_LARGE) {
            walls.add(wall(question));
        }
        if (failure.kind() == McpFailure.Kind.REFUSED) {
            entryHealth.answered();
        }
        if (outcome == Outcome.CANCELLED) {
            ledger.log(question.node() + ": " + message);
        } else if (outcome == Outcome.UNREACHABLE || outcome == Outcome.TIMEOUT) {
            blame(question, failure, System.nanoTime() - took.toNanos());
        } else {
            health(question.node()).answered();
        }
        Call call = ledger.without(question, id, started, took, outcome, failure.code(), message);
        ledger.append(call);
        ledger.log(question.node() + " " + call.tool() + " " + outcome.word() + ": " + message);
        progress.call(question.node(), call.tool(), true);
        return new Answer(call, Optional.empty(), new byte[0], 0);
    }

    /** A node behind an entry node that answers others meanwhile is itself to blame for its silence. */
    private void blame(Question question, McpFailure failure, long sent) {
        boolean connected = failure.kind() != McpFailure.Kind.CONNECTION;
        boolean silent = failure.kind() == McpFailure.Kind.TIMEOUT && !entryHealth.answeredSince(sent);
        String message = failure.getMessage();
        if (connected && !isEntry(question.node()) && health(question.node()).failed(redaction.text(message))) {
            ledger.log("breaker opens for " + question.node() + ": " + message);
        }
        if ((isEntry(question.node()) || !connected || silent) && entryHealth.failed(redaction.text(message))) {
            ledger.log("breaker opens for the entry node: " + message);
        }
    }

    /** Too large, busy or gone: a cheap question right after a time-out tells (ERGO.md 2). */
    private Outcome afterTimeout(Question question) {
        Question cheap = Question.of(question.node(), Tool.RUNTIME_STATS, "what the time-out before meant")
                .about("after-timeout");
        long id = ledger.nextId();
        Reply reply = new Reply(cheap);
        Instant started = Instant.now();
        long clock = System.nanoTime();
        try {
            client.call(
                    cheap.tool().toolName(),
                    arguments(cheap),
                    limits.answer(cheap.limit().plus(MARGIN)),
                    reply::take);
            answered(cheap, (call, file) -> call, reply, id, started, Duration.ofNanos(System.nanoTime() - clock), 0);
            return Failures.grows(question) ? Outcome.TOO_LARGE : Outcome.BUSY;
        } catch (McpFailure e) {
            reply.discard();
            Outcome outcome = Failures.outcome(e, cheap);
            ledger.append(ledger.without(
                    cheap,
                    id,
                    started,
                    Duration.ofNanos(System.nanoTime() - clock),
                    outcome,
                    e.code(),
                    e.getMessage()));
            return Outcome.TIMEOUT;
        }
    }

    private Map<String, Object> arguments(Question question) {
        Map<String, Object> arguments = new HashMap<>(question.arguments());
        if (!isEntry(question.node())) {
            arguments.put(Tool.NODE.name(), question.node());
            arguments.put(Tool.TIMEOUT.name(), Math.max(1, question.limit().toSeconds()));
        }
        return arguments;
    }

    /** A reply on its way through redaction to its file. */
    private final class Reply {
        private final Question question;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private String name = "";
        private int reading;
        private long bytes;
        private String head = "";

        Reply(Question question) {
            this.question = question;
        }

        void take(InputStream text) throws IOException {
            if (!question.kept()) {
                scan(text, held);
                return;
            }
            reading = question.reading().orElseGet(() -> ledger.nextReading(question));
            name = question.file(reading);
            try (OutputStream out = writer.open(name)) {
                scan(text, out);
            }
            Path path = file().orElseThrow();
            bytes = Files.size(path);
            head = bytes > 4 ? "" : Files.readString(path);
        }

        private void scan(InputStream text, OutputStream out) throws IOException {
            try {
                redaction.copy(new BoundedInput(text, limits.bytes(question)), out);
            } catch (BoundedInput.TooLong e) {
                throw new McpClient.ReaderGaveUp(e.getMessage(), e);
            } catch (JsonScrubber.NotJson e) {
                throw new McpClient.ReaderGaveUp(
                        "the reply could not be scanned for secrets and was left out: " + e.getMessage(), e);
            } catch (RuntimeException | StackOverflowError e) {
                throw new McpClient.ReaderGaveUp(
                        "the reply could not be scanned for secrets and was left out: " + e.getClass(), e);
            }
        }

        boolean empty() {
            String start = question.kept() ? head : held.size() > 4 ? "" : held.toString(StandardCharsets.UTF_8);
            return start.strip().equals("null") || start.strip().equals("[]");
        }

        Optional<Path> file() {
            return name.isEmpty() ? Optional.empty() : Optional.of(writer.path(name));
        }

        byte[] passing() {
            return held.toByteArray();
        }

        void discard() {
            file().ifPresent(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    ledger.log("could not remove " + name + ": " + e.getMessage());
                }
            });
        }
    }
}
