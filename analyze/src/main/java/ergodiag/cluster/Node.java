package ergodiag.cluster;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.ergo.Acceptor;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NetworkInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.OwnSamplers;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.HeapProfile;
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One node of the cluster as the bundle shows it. Readings are in the order of time; repeated readings during which the node's clock stood
 * still are left out.
 *
 * <p>Longer than others because a node has many readings, and each is a method of a few lines.
 *
 * @param entry its name, how much of it is in the bundle, who told of it, and how its clock goes
 * @param readings what it said to the tools that it was asked
 * @param processes every process seen in a list
 * @param looks what the goroutine sampler saw of the actors at work, look by look
 * @param journal what it logged
 * @param pings pings this node made
 * @param ownSamplers what ran on it for the capture
 * @param presence when it was there and answered
 * @param missing for each tool that brought nothing: why
 * @param unread for each tool of which a reply came that cannot be read: why
 * @param unreadLooks why looks of the goroutine sampler cannot be read
 * @param youngCut whether a list of young processes is not known to hold all of them
 * @param heard what the capture's own listeners to events brought
 * @param dialect the kind of endpoint it was asked through: an Observer where it was asked through nothing else
 */
public record Node(
        NodeEntry entry,
        ToolReadings readings,
        Processes processes,
        Series<Dump> looks,
        Journal journal,
        List<PingResult> pings,
        OwnSamplers ownSamplers,
        Presence presence,
        Map<Tool, Gap> missing,
        Map<Tool, Gap> unread,
        Optional<Gap> unreadLooks,
        boolean youngCut,
        List<Heard> heard,
        Dialect dialect) {

    /**
     * What a node logged.
     *
     * @param entries what the log listener brought, or where there was none what attached files say of the same time
     * @param earlier what attached files say of the time before the capture: context, never counted
     * @param isComplete whether the listener lost nothing
     * @param lost messages that it lost, by the gaps in its numbers
     * @param window time the log listener covered; zero when there was none
     */
    public record Journal(
            List<LogEntry> entries, List<LogEntry> earlier, boolean isComplete, long lost, Duration window) {}

    /**
     * Whether a node was there all the time.
     *
     * @param restarts its starts within the capture, in the order of time
     * @param clockJumps the times at which its clock was set within the capture
     * @param fellSilentAt when it stopped to answer for good within the capture
     * @param left how it left the cluster in good order; empty where it did not
     * @param pauses times in which it answered nothing while others did
     * @param unanswered the lines of the ledger about calls that did not reach it
     */
    public record Presence(
            List<Restart> restarts,
            List<ClockJump> clockJumps,
            Optional<Instant> fellSilentAt,
            Optional<Leave> left,
            List<Pause> pauses,
            List<Evidence> unanswered) {}

    private static final String STANDARD = "ergodiag capture --profile standard --window 60";

    /** Of a node with more processes a capture lists only heads, unless it is told otherwise. */
    private static final long MOST_LISTED = 20_000;

    public String name() {
        return entry.name();
    }

    /** By its name: a hash of all it ever said would be of no more use. */
    @Override
    public int hashCode() {
        return name().hashCode();
    }

    public Manifest.State state() {
        return entry.state();
    }

    /** Whether somebody expects it to be there, and nobody in the bundle knows of it. */
    public boolean isOnlyExpected() {
        return entry.knownFrom().contains(Cluster.EXPECTATION);
    }

    /** Its clock minus ours, where measured. */
    public Optional<Duration> clockOffset() {
        return entry.clockOffset();
    }

    /** What {@code node_info} said. */
    public Series<NodeInfo> infos() {
        return readings.of(ToolReadings.INFO);
    }

    /** What {@code runtime_stats} said. */
    public Series<RuntimeStats> stats() {
        return readings.of(ToolReadings.STATS);
    }

    /** All processes, at each reading. */
    public Series<ProcessList> processLists() {
        return readings.of(ToolReadings.PROCESSES);
    }

    /** Its side of all its links, at each reading. */
    public Series<List<RemoteNode>> peers() {
        return readings.of(ToolReadings.PEERS);
    }

    /** What {@code network_info} said. */
    public Series<NetworkInfo> networks() {
        return readings.of(ToolReadings.NETWORK);
    }

    /** What {@code network_acceptors} said. */
    public Series<List<Acceptor>> acceptors() {
        return readings.of(ToolReadings.ACCEPTORS);
    }

    /** All events, at each reading. */
    public Series<EventList> eventLists() {
        return readings.of(ToolReadings.EVENTS);
    }

    /** What {@code app_list} said. */
    public Series<List<ApplicationInfo>> applications() {
        return readings.of(ToolReadings.APPLICATIONS);
    }

    /** Goroutine dumps, filtered and not. */
    public Series<Dump> stacks() {
        return readings.of(ToolReadings.STACKS);
    }

    /** CPU profiles of all functions. */
    public Series<CpuProfile> cpuProfiles() {
        return readings.of(ToolReadings.CPU);
    }

    /** Heap profiles of all functions. */
    public Series<HeapProfile> heapProfiles() {
        return readings.of(ToolReadings.HEAP);
    }

    public List<LogEntry> logs() {
        return journal.entries();
    }

    public List<LogEntry> earlierLogs() {
        return journal.earlier();
    }

    public boolean logsComplete() {
        return journal.isComplete();
    }

    /** Messages that the log listener had heard and lost again before they were read, as its ring was full. */
    public long logLinesLost() {
        return journal.lost();
    }

    /** The lines of the ledger of listeners to events that could not be started, or brought nothing that was kept. */
    public List<Call> unheard() {
        return readings.failed(Tool.SAMPLE_LISTEN).stream()
                .filter(call ->
                        !call.argument("event").isEmpty() && call.part().list().startsWith("event-"))
                .toList();
    }

    /** Whether a list of young processes is not known to hold all of them. */
    public boolean youngListWasCut() {
        return youngCut;
    }

    public Duration logWindow() {
        return journal.window();
    }

    public boolean restarted() {
        return !restarts().isEmpty();
    }

    /** Its starts within the capture, in the order of time. */
    public List<Restart> restarts() {
        return presence.restarts();
    }

    /** The times at which its clock was set within the capture. */
    public List<ClockJump> clockJumps() {
        return presence.clockJumps();
    }

    public Optional<Instant> fellSilentAt() {
        return presence.fellSilentAt();
    }

    /** Whether it left the cluster in good order: whatever it did not say after that is no gap. */
    public boolean hasLeft() {
        return presence.left().isPresent();
    }

    /** How it left the cluster in good order. */
    public Optional<Leave> left() {
        return presence.left();
    }

    /** The same node, which left the cluster in good order. */
    Node leaving(Leave leave) {
        Presence known = new Presence(
                presence.restarts(),
                presence.clockJumps(),
                presence.fellSilentAt(),
                Optional.of(leave),
                presence.pauses(),
                presence.unanswered());
        return new Node(
                entry,
                readings,
                processes,
                looks,
                journal,
                pings,
                ownSamplers,
                known,
                missing,
                unread,
                unreadLooks,
                youngCut,
                heard,
                dialect);
    }

    /** What a tool is called where the node was asked. */
    public String called(Tool tool) {
        return tool.calledBy(dialect);
    }

    /** Times in which it answered nothing while others did. */
    public List<Pause> pauses() {
        return presence.pauses();
    }

    public List<Evidence> unanswered() {
        return presence.unanswered();
    }

    public Optional<Process> process(String pid) {
        return processes.of(pid);
    }

    /** Why the newest list of processes proves nothing about those that are not in it; empty when it holds every process. */
    public Optional<Gap> cutList() {
        return processLists().last().filter(list -> !list.it().complete()).map(list -> {
            long total = infos().last().map(info -> info.it().processesTotal()).orElse(0L);
            long listed = list.it().size();
            String most = 2 * total > MOST_LISTED ? " --max-processes " + 2 * total : "";
            return new Gap(
                    "the process list of " + name() + " is not known to hold every process"
                            + (total > listed ? String.format(Locale.ROOT, " (%,d of %,d)", listed, total) : ""),
                    name(),
                    Tool.PROCESS_LIST.toolName(),
                    "ergodiag capture --profile standard --window 60" + most);
        });
    }

    /** Processes of the newest list, those of the observer left out. */
    public List<Process> current() {
        return processes.current();
    }

    /** Whether a process belongs to the endpoint through which nodes are asked, or to a capture. */
    public static boolean isOurs(ProcessRow row) {
        return row.isOfTheAskers();
    }

    /**
     * The lists in which that peer would stand if this node were connected with it, one a reading. Where the links of a node come in parts
     * (ERGO.md 2), each part is filtered by a text in the names of peers, and says nothing about names without it.
     */
    public Series<List<RemoteNode>> listsThatWouldHold(String peer) {
        Map<String, Timed<List<RemoteNode>>> byReading = new LinkedHashMap<>();
        for (Timed<List<RemoteNode>> list : peers().readings()) {
            if (peer.contains(list.call().argument("name"))) {
                byReading.putIfAbsent(readingOf(list), list);
            }
        }
        return new Series<>(List.copyOf(byReading.values()));
    }

    private static String readingOf(Timed<?> reply) {
        return reply.call().reading().isPresent()
                ? "r" + reply.call().reading().getAsInt()
                : "c" + reply.call().id();
    }

    /** All goroutine dumps, the looks of the sampler among them, in order of time. */
    public List<Timed<Dump>> dumpsAndLooks() {
        return looks.isEmpty()
                ? stacks().readings()
                : Stream.concat(stacks().readings().stream(), looks.readings().stream())
                        .sorted(Comparator.comparing(Timed::at))
                        .toList();
    }

    /** Whether a profile that counts was taken along, instead of what that tool would have said. */
    public boolean hasTakenAlong(Tool tool) {
        return readings.takenAlong(tool);
    }

    /** Of a profile that was taken along, how long before the capture it was taken; "" for a reading of the capture itself. */
    public String whence(Timed<?> reading) {
        if (!reading.call().tool().equals(ProfileForm.TOOL)) {
            return "";
        }
        Optional<Duration> before = infos().first()
                .map(info -> Duration.between(reading.at(), info.at()))
                .filter(apart -> !apart.isNegative());
        Optional<Duration> after = infos().last()
                .map(info -> Duration.between(info.at(), reading.at()))
                .filter(apart -> !apart.isNegative());
        return " (taken along"
                + before.map(apart -> ", " + roughly(apart) + " before the capture")
                        .or(() -> after.map(apart -> ", " + roughly(apart) + " after the capture"))
                        .orElse("")
                + ")";
    }

    private static String roughly(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 2
                ? time.toMinutes() + " min"
                : time.toDays() < 2 ? time.toHours() + " h" : time.toDays() + " days";
    }

    /** Why a tool brought nothing from this node, or too few readings; empty when there are at least {@code wanted}. */
    public Optional<Gap> lacks(Tool tool, int wanted) {
        int have = size(tool);
        if (have >= wanted) {
            return Optional.empty();
        }
        Gap gap = have > 0
                ? gap(
                        tool,
                        "only " + have + (have == 1 ? " reading" : " readings") + " of " + called(tool) + " came from "
                                + name() + ", where at least " + wanted + " are needed")
                : missing.getOrDefault(tool, gap(tool, notAsked(tool)));
        return Optional.of(
                tool == Tool.PPROF_CPU
                        ? new Gap(gap.reason(), gap.node(), gap.what(), cpuProfileBy(gap.fetchWith()))
                        : gap);
    }

    /**
     * What brings a CPU profile of it: an Observer takes none, and the node's own endpoint does (ERGO33.md 13).
     *
     * @param usual what brings it through the endpoint of the MCP application
     */
    public String cpuProfileBy(String usual) {
        return infos().last()
                        .filter(info -> info.call().dialect() == Dialect.OBSERVER)
                        .isPresent()
                ? "on the host of " + name() + ", built with -tags=pprof: curl -o cpu.pb.gz"
                        + " 'http://localhost:9009/debug/pprof/profile?seconds=10', then ergodiag capture --attach "
                        + name() + "=cpu.pb.gz"
                : usual;
    }

    /** Why not every reading of a tool is there, although there are some. */
    public Optional<Gap> unread(Tool tool) {
        return Optional.ofNullable(unread.get(tool));
    }

    private String notAsked(Tool tool) {
        return isOnlyExpected()
                ? name() + " is expected, and the capture heard of no such node"
                : called(tool) + " was not asked of " + name();
    }

    private Gap gap(Tool tool, String reason) {
        return new Gap(reason, name(), tool.toolName(), STANDARD);
    }

    /** Links of one reading may come in parts; pings and listeners to the log are counted on their own. */
    private int size(Tool tool) {
        if (tool == Tool.NETWORK_NODES) {
            return (int)
                    peers().readings().stream().map(Node::readingOf).distinct().count();
        }
        if (tool == Tool.SAMPLE_LISTEN) {
            return logWindow().isZero() ? 0 : 1;
        }
        return tool == Tool.NETWORK_PING
                ? (int) pings.stream().filter(PingResult::tells).count()
                : readings.size(tool);
    }
}
