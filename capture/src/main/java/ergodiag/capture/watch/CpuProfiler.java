package ergodiag.capture.watch;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.bundle.ledger.Stored;
import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.ask.RunningSamplers;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.Tool;
import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Profiles the CPU of all nodes over the same seconds: one sampler per node runs the profile there, so that no worker of the entry node is
 * held, and is read afterwards (ERGO.md 3).
 */
public final class CpuProfiler {
    /**
     * The first profile begins at once, and the sampler ends after a second one, which is why it may be idle for so long between the two: the
     * first is read and the sampler stopped in that time. One that ended after the first would drop it at once on nodes that know no {@code
     * linger_sec}, and one that makes the second answers nobody meanwhile.
     */
    private static final int INTERVAL_MILLIS = 10_000;

    /**
     * All functions of a profile, of which a real program shows 200 to 250: rows come by their own share, and those that tell how much goes
     * to collection and to locks have none of their own. They are 10 to 20 kB, so that two of them stay below the wall (ERGO.md 2).
     */
    private static final int ALL_ROWS = 250;

    private static final int ROWS_WITHOUT_RUNTIME = 40;

    private static final Pattern HEADER = Pattern.compile("CPU profile: (\\d{1,4}) seconds");

    private final RunningSamplers samplers;
    private final Ledger ledger;
    private final Redaction redaction;
    private final BundleWriter writer;
    private final Map<String, Started> started = new ConcurrentHashMap<>();

    private record Started(String sampler, Instant at, Duration length, Question question) {}

    public CpuProfiler(RunningSamplers samplers, Ledger ledger, Redaction redaction, BundleWriter writer) {
        this.samplers = samplers;
        this.ledger = ledger;
        this.redaction = redaction;
        this.writer = writer;
    }

    /** What the sampler runs on the node. */
    public static Question profile(String node, boolean withoutRuntime, int seconds) {
        Question question = Question.of(
                        node,
                        Tool.PPROF_CPU,
                        Purpose.judgedBy(
                                Tool.PPROF_CPU, "all", "where the CPU goes, on all nodes over the same seconds"))
                .with("duration", seconds)
                .with("limit", withoutRuntime ? ROWS_WITHOUT_RUNTIME : ALL_ROWS);
        return withoutRuntime ? question.named("no-runtime").with("exclude", "runtime") : question.named("all");
    }

    public static Question start(Question profile, int seconds) {
        Map<String, Object> arguments = new LinkedHashMap<>(profile.arguments());
        return Question.of(profile.node(), Tool.SAMPLE_START, profile.purpose())
                .named(Tool.PPROF_CPU.toolName(), profile.list())
                .with("tool", Tool.PPROF_CPU.toolName())
                .with("arguments", arguments)
                .with("interval_ms", INTERVAL_MILLIS)
                .with("count", 2)
                .with("max_errors", 1)
                .with("duration_sec", seconds + 90)
                .with("buffer_size", 4)
                .with("linger_sec", 60);
    }

    /** Starts the profile of one node; there can be one at a time (ERGO.md 3). */
    public void start(String node, boolean withoutRuntime, int seconds) {
        Question profile = profile(node, withoutRuntime, seconds);
        if (!samplers.isKnown(start(profile, seconds))) {
            ledger.append(ledger.skipped(
                    profile,
                    Skip.of(SkipReason.NOT_KNOWN, "an Observer makes no CPU profiles, and is the only endpoint")));
            return;
        }
        if (started.containsKey(node)) {
            ledger.append(ledger.skipped(profile, Skip.absent("the profile before could not be fetched yet")));
            return;
        }
        samplers.start(
                        start(profile, seconds),
                        why -> ledger.append(ledger.skipped(profile, why.after("its sampler could not be started: "))))
                .ifPresent(id ->
                        started.put(node, new Started(id, ledger.clock().now(), Duration.ofSeconds(seconds), profile)));
    }

    /** Whether no profile is running that will have to be fetched. */
    boolean idle() {
        return started.isEmpty();
    }

    /** Fetches the profile of one node. @return whether there is nothing more to wait for */
    public boolean fetch(String node, boolean lastTry) {
        Started of = started.get(node);
        if (of == null) {
            return true;
        }
        Answer answer = samplers.read(
                node, of.sampler(), RunningSamplers.BEFORE_FIRST, of.question().purpose());
        Optional<JsonNode> reply = RunningSamplers.json(answer);
        String text = reply.map(root -> root.path("samples").path(0).path("data"))
                .filter(data -> !data.path("isError").asBoolean(false))
                .map(data -> data.path("content").path(0).path("text").asString(""))
                .orElse("");
        boolean over =
                reply.map(root -> root.path("completed").asBoolean(false)).orElse(false);
        if (text.isEmpty() && !lastTry && !over) {
            return false;
        }
        started.remove(node);
        samplers.stop(node, of.sampler());
        if (text.isEmpty()) {
            boolean asked = answer.came() || over;
            ledger.append(without(
                    of,
                    asked ? Outcome.TOOL_ERROR : answer.call().outcome(),
                    over
                            ? "the sampler ended without a sample: another CPU profile may be running"
                            : asked
                                    ? "the sampler had no profile yet"
                                    : answer.call().why()));
        } else {
            store(of, text);
        }
        return true;
    }

    private Call without(Started of, Outcome outcome, String why) {
        return ledger.without(of.question(), ledger.nextId(), of.at(), of.length(), outcome, OptionalInt.empty(), why);
    }

    private void store(Started of, String text) {
        Question question = of.question();
        int reading = ledger.nextReading(question);
        ByteArrayOutputStream clean = new ByteArrayOutputStream();
        try {
            redaction.copy(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), clean, Carrier.CODE);
        } catch (IOException e) {
            ledger.append(
                    without(of, Outcome.TOOL_ERROR, "the reply could not be scanned for secrets and was left out"));
            return;
        }
        Stored stored = writer.store(question.file(reading), clean.toByteArray());
        Duration took = told(text).orElse(of.length());
        Call call = ledger.without(question, ledger.nextId(), of.at(), took, Outcome.OK, OptionalInt.empty(), "");
        ledger.append(call.stored(OptionalInt.of(reading), Optional.of(stored)));
    }

    /** The seconds profiled, as the profile itself says. */
    private static Optional<Duration> told(String text) {
        Matcher header = HEADER.matcher(text);
        return header.lookingAt() ? Optional.of(Duration.ofSeconds(Long.parseLong(header.group(1)))) : Optional.empty();
    }
}
