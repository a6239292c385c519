package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.bundle.foreign.Plausible;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What {@code node_info} says (ERGO.md 5, NodeInfo). Counters are cumulative since the node's start.
 *
 * @param at where it was read
 * @param name node name
 * @param uptime since the node's start, whole seconds
 * @param version name and release of the program
 * @param program the name alone
 * @param framework name and release of Ergo
 * @param processesTotal processes now
 * @param processesZombee killed but not gone, now
 * @param spawned processes ever spawned
 * @param spawnFailed spawns that failed
 * @param terminated processes ever terminated
 * @param sendErrorsLocal messages that could not be delivered on this node
 * @param sendErrorsRemote messages that could not be delivered to another
 * @param callErrorsLocal calls that failed on this node
 * @param callErrorsRemote calls to other nodes that failed
 * @param registeredEvents events now
 * @param logLevel level from which it logs
 * @param logMessages counters by level: trace, debug, info, warning, error, panic
 * @param userTime CPU in user mode, as told by the node: whole seconds may count twice (ERGO.md 5)
 * @param systemTime CPU in the kernel, as told
 * @param heapLive bytes that lived through the last collection, in later versions
 * @param gcCycles collections so far, in later versions
 * @param serverTime the node's clock, in later versions
 * @param budget what its Go runtime may use and spends on collection, in later versions
 * @param registered what is registered on it now, by the field that counts it: {@code RegisteredAliases}, {@code RegisteredNames}, ...
 * @param jobs what it runs by the clock
 * @param creation the second of Unix time in which it started, where that is told: another one is another life
 */
public record NodeInfo(
        Source at,
        String name,
        Duration uptime,
        String version,
        String program,
        String framework,
        long processesTotal,
        long processesZombee,
        Counter spawned,
        Counter spawnFailed,
        Counter terminated,
        Counter sendErrorsLocal,
        Counter sendErrorsRemote,
        Counter callErrorsLocal,
        Counter callErrorsRemote,
        long registeredEvents,
        String logLevel,
        List<Counter> logMessages,
        Reading<Duration> userTime,
        Reading<Duration> systemTime,
        Reading<Bytes> heapLive,
        Reading<Long> gcCycles,
        Reading<Instant> serverTime,
        Budget budget,
        SortedMap<String, Long> registered,
        List<CronJob> jobs,
        OptionalLong creation) {

    /**
     * Memory and CPU of its Go runtime (ERGO.md 5): CPU times in seconds, brought up to date at each collection only.
     *
     * @param memoryLimit bytes it tries not to exceed; the largest number where it has no limit
     * @param heapGoal size of the heap at which the next collection begins
     * @param collecting CPU time spent on collection so far
     * @param usable CPU time that was there to be used so far, idle time too: its growth a second is the number of usable cores
     */
    public record Budget(
            Reading<Bytes> memoryLimit, Reading<Bytes> heapGoal, Reading<Double> collecting, Reading<Double> usable) {
        private static Budget of(Fields f) {
            return new Budget(
                    f.bytesOrGap("MemoryLimit"),
                    f.bytesOrGap("HeapGoal"),
                    f.amountOrGap("CPUTimeGC"),
                    f.amountOrGap("CPUTimeTotal"));
        }

        /** The memory limit, where there is one. */
        public Optional<Bytes> limit() {
            return memoryLimit.value().filter(bytes -> bytes.count() > 0 && bytes.count() < Long.MAX_VALUE);
        }
    }

    /** How the counts of what is registered begin. */
    private static final String REGISTERED = "Registered";

    /** Index of a level in {@link #logMessages()}. */
    public static final int WARNING = 3;

    public static final int ERROR = 4;
    public static final int PANIC = 5;

    /** Log messages of that level so far; zero where the version does not count them. */
    public Counter logged(int level) {
        return level < logMessages.size() ? logMessages.get(level) : Counter.ZERO;
    }

    /** Error and panic messages logged so far. */
    public double bad() {
        return logged(ERROR).value() + logged(PANIC).value();
    }

    /** The same with another uptime. */
    public NodeInfo withUptime(Duration age) {
        return new NodeInfo(
                at,
                name,
                age,
                version,
                program,
                framework,
                processesTotal,
                processesZombee,
                spawned,
                spawnFailed,
                terminated,
                sendErrorsLocal,
                sendErrorsRemote,
                callErrorsLocal,
                callErrorsRemote,
                registeredEvents,
                logLevel,
                logMessages,
                userTime,
                systemTime,
                heapLive,
                gcCycles,
                serverTime,
                budget,
                registered,
                jobs,
                creation);
    }

    /** The name alone, whatever else stands there; "" where there is none. @throws UnreadableReply when it is not such a reply */
    public static String nameIn(InputStream in, Source at) {
        return Json.object(in, at, f -> f.text("Name"));
    }

    /** @throws UnreadableReply when it is not such a reply */
    public static NodeInfo read(InputStream in, Source at) {
        return Json.object(in, at, NodeInfo::of);
    }

    private static OptionalLong creation(Fields f) {
        OptionalLong told = Plausible.count(f.node().path("Creation"));
        return told.isPresent() && told.getAsLong() > 0 ? told : OptionalLong.empty();
    }

    /** The same from its fields, of which some may be missing. */
    public static NodeInfo of(Fields f) {
        return new NodeInfo(
                f.at(),
                f.text("Name"),
                f.seconds("Uptime"),
                Versions.of(f.object("Version")),
                f.object("Version").text("Name"),
                Versions.of(f.object("Framework")),
                f.count("ProcessesTotal"),
                f.count("ProcessesZombee"),
                f.counter("ProcessesSpawned"),
                f.counter("ProcessesSpawnFailed"),
                f.counter("ProcessesTerminated"),
                f.counter("SendErrorsLocal"),
                f.counter("SendErrorsRemote"),
                f.counter("CallErrorsLocal"),
                f.counter("CallErrorsRemote"),
                f.count("RegisteredEvents"),
                f.text("LogLevel"),
                f.counters("LogMessages"),
                f.nanosOrGap("UserTime"),
                f.nanosOrGap("SystemTime"),
                f.bytesOrGap("HeapLive"),
                f.countOrGap("GCCycles"),
                f.instantOrGap("ServerTime"),
                Budget.of(f),
                f.counts(name -> name.startsWith(REGISTERED)),
                CronJob.list(f.object("Cron")),
                creation(f));
    }
}
