package ergodiag.capture.watch;

import static ergodiag.ergo.PlaybookName.CPU_PROFILING;
import static ergodiag.ergo.PlaybookName.GOROUTINES;
import static ergodiag.ergo.PlaybookName.PERFORMANCE_BOTTLENECK;

import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Session;
import ergodiag.capture.look.FilteredDumps;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.GoroutineDump;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks twice a second where the actors of a node stand: which share of the looks shows an actor in a function, also for those that are
 * asleep whenever a list is read. A sampler runs the dump on the node itself. Each dump walks all goroutines (ERGO.md 3), so a node with
 * many is looked at less often, and one with very many not at all.
 */
public final class GoroutineSampler {
    static final String WHAT = "goroutines";

    private static final Purpose WHY = Purpose.of(
            "in which share of the looks an actor stands in a function",
            PERFORMANCE_BOTTLENECK,
            CPU_PROFILING,
            GOROUTINES);
    private static final Duration OFTEN = Duration.ofMillis(500);
    /** At so many goroutines a dump still costs a node about a millisecond. */
    private static final long FEW = 1_000;

    private static final long MOST = 10_000;
    /** Blocks of an actor's stack, escaped twice, on nodes seen; used until the node's own are known. */
    private static final long BYTES_PER_BLOCK = 2_000;

    private static final double BELOW_THE_WALL = 0.7 * 65_535;
    /** More actors than this may be at work in a later look. */
    private static final long ROOM = 4;

    private static final int MOST_BUFFERED = 8;

    private GoroutineSampler() {}

    /** How often to look, how many blocks to take, and how many looks a reply below the wall can carry. */
    record Pace(Duration interval, int blocks, int buffer) {

        /**
         * Chosen from what the node showed.
         *
         * @param goroutines of the node
         * @param matched actors that were at work when looked at first
         * @param bytesPerBlock what one of them takes in a reply
         * @param walled whether replies pass the wall
         * @param reads how often the sampler is read
         */
        static Pace of(long goroutines, long matched, long bytesPerBlock, boolean walled, Duration reads) {
            long wanted = matched + ROOM;
            long fits = walled ? (long) (BELOW_THE_WALL / Math.max(500, bytesPerBlock)) : 400;
            int blocks = (int) Math.max(1, Math.min(wanted, fits));
            int buffer = (int) Math.max(1, Math.min(MOST_BUFFERED, fits / blocks));
            long forTheNode = OFTEN.toMillis() * Math.max(1, goroutines / FEW);
            // read a little more often than the buffer is full
            long forTheBuffer = reads.toMillis() * 5 / 4 / buffer;
            return new Pace(Duration.ofMillis(Math.max(forTheNode, forTheBuffer)), blocks, buffer);
        }
    }

    /** Looks first what there is, and chooses the pace by it; says in the ledger why a node is left out. */
    static Optional<SamplerSeries> of(Session visit, String node, Duration window, Duration reads) {
        Question plan = question(node, window, new Pace(OFTEN, 10, 4));
        if (!visit.asker().knows(plan)) {
            return Optional.empty();
        }
        Optional<Long> goroutines = visit.asker()
                .ask(Agenda.runtimeStats(node))
                .read(RuntimeStats::read)
                .map(RuntimeStats::goroutines);
        if (goroutines.isEmpty() || goroutines.get() > MOST) {
            Skip why = goroutines
                    .map(count ->
                            Skip.budget("the node has " + count + " goroutines, each look would stop it for too long"))
                    .orElse(Skip.absent("the node did not say how many goroutines it has"));
            visit.asker().skip(plan.named(WHAT), why);
            return Optional.empty();
        }
        Answer first = FilteredDumps.dump(visit.asker(), Agenda.actors(node, 20));
        Optional<GoroutineDump> dump = first.readText(GoroutineDump::read);
        long matched = dump.map(it -> it.matched().orElse(0)).orElse(0L);
        long showing = dump.map(GoroutineDump::showing).orElse(0L);
        long perBlock = showing == 0 ? BYTES_PER_BLOCK : Math.max(BYTES_PER_BLOCK, first.wireBytes() * 5 / 4 / showing);
        Pace pace = Pace.of(goroutines.get(), matched, perBlock, !visit.asker().isUnbounded(plan), reads);
        return Optional.of(new SamplerSeries(
                visit,
                node,
                WHAT,
                buffer -> question(node, window, new Pace(pace.interval(), pace.blocks(), buffer)),
                pace.buffer()));
    }

    public static Question question(String node, Duration window) {
        return question(node, window, new Pace(OFTEN, 10, 4));
    }

    private static Question question(String node, Duration window, Pace pace) {
        Map<String, Object> arguments =
                new LinkedHashMap<>(Agenda.actors(node, pace.blocks()).arguments());
        return Question.of(node, Tool.SAMPLE_START, WHY)
                .named("start-goroutines")
                .with("tool", Tool.PPROF_GOROUTINES.toolName())
                .with("arguments", arguments)
                .with("interval_ms", pace.interval().toMillis())
                .with("duration_sec", window.toSeconds() + 120)
                .with("buffer_size", pace.buffer())
                .with("max_errors", 5)
                .with("linger_sec", 30);
    }
}
