package ergodiag.cluster;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.OwnSamplers;
import ergodiag.ergo.Acceptor;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.CpuProfile;
import ergodiag.ergo.HeapProfile;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NetworkInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.RuntimeStats;
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
 * @param name node name
 * @param state how much of it is in the bundle
 * @param knownFrom who told of it
 * @param clockOffset its clock minus ours, where measured
 * @param clockUncertainty that offset is known to plus or minus this much
 * @param infos {@code node_info}
 * @param stats {@code runtime_stats}
 * @param processLists all processes, at each reading
 * @param processes every process seen in a list, by pid
 * @param peers its side of all its links, at each reading
 * @param networks {@code network_info}
 * @param acceptors {@code network_acceptors}
 * @param eventLists all events, at each reading
 * @param applications {@code app_list}
 * @param stacks goroutine dumps, filtered and not
 * @param looks what the goroutine sampler saw of the actors at work, look by look
 * @param cpuProfiles unfiltered CPU profiles
 * @param heapProfiles heap profiles
 * @param logs what the log listener brought, or where there was none what attached files say of the same time
 * @param earlierLogs what attached files say of the time before the capture: context, never counted
 * @param logsComplete whether the listener lost nothing
 * @param logWindow time the log listener covered; empty when there was none
 * @param pings pings this node made
 * @param ownSamplers what ran on it for the capture
 * @param restarted whether its uptime went back within the window
 * @param fellSilentAt when it stopped to answer for good within the capture
 * @param unanswered the lines of the ledger about calls that did not reach it
 * @param missing for each tool that brought nothing: why
 */
public record Node(
        String name,
        Manifest.State state,
        List<String> knownFrom,
        Optional<Duration> clockOffset,
        Optional<Duration> clockUncertainty,
        Series<NodeInfo> infos,
        Series<RuntimeStats> stats,
        Series<ProcessList> processLists,
        Map<String, Process> processes,
        Series<List<RemoteNode>> peers,
        Series<NetworkInfo> networks,
        Series<List<Acceptor>> acceptors,
        Series<EventList> eventLists,
        Series<List<ApplicationInfo>> applications,
        Series<Stacks> stacks,
        Series<Stacks> looks,
        Series<CpuProfile> cpuProfiles,
        Series<HeapProfile> heapProfiles,
        List<LogEntry> logs,
        List<LogEntry> earlierLogs,
        boolean logsComplete,
        Duration logWindow,
        List<PingResult> pings,
        OwnSamplers ownSamplers,
        boolean restarted,
        Optional<Instant> fellSilentAt,
        List<Evidence> unanswered,
        Map<String, Gap> missing) {

    /** The application of the MCP endpoint itself: its processes, samplers and loggers are the observer's, not the system's. */
    public static final String OBSERVER = "mcp_app";

    /** Of a node with more processes a capture lists only heads, unless it is told otherwise. */
    private static final long MOST_LISTED = 20_000;

    /** Under this name {@link #missing} says why the looks of the goroutine sampler cannot be read. */
    public static final String LOOKS = "goroutine looks";

    public Optional<Process> process(String pid) {
        return Optional.ofNullable(processes.get(pid));
    }

    /** Why the newest list of processes proves nothing about those that are not in it; empty when it holds every process. */
    public Optional<Gap> cutList() {
        return processLists.last().filter(list -> !list.it().complete()).map(list -> {
            long total = infos.last().map(info -> info.it().processesTotal()).orElse(0L);
            long listed = list.it().byPid().size();
            String most = 2 * total > MOST_LISTED ? " --max-processes " + 2 * total : "";
            return new Gap(
                    "the process list of " + name + " is not known to hold every process"
                            + (total > listed ? String.format(Locale.ROOT, " (%,d of %,d)", listed, total) : ""),
                    name,
                    "process_list",
                    "ergodiag capture --profile standard --window 60" + most);
        });
    }

    /** Processes of the newest list, those of the observer left out. */
    public List<Process> current() {
        return processLists.last().stream()
                .flatMap(list -> list.it().rows().stream())
                .filter(row -> !isOurs(row))
                .flatMap(row -> process(row.pid()).stream())
                .toList();
    }

    /** Whether a process belongs to the MCP endpoint or to a capture. */
    public static boolean isOurs(ProcessRow row) {
        return row.application().equals(OBSERVER);
    }

    /**
     * The lists in which that peer would stand if this node were connected with it, one a reading. Where the links of a node come in parts
     * (ERGO.md 2), each part is filtered by a text in the names of peers, and says nothing about names without it.
     */
    public Series<List<RemoteNode>> listsThatWouldHold(String peer) {
        Map<String, Timed<List<RemoteNode>>> byReading = new LinkedHashMap<>();
        for (Timed<List<RemoteNode>> list : peers.readings()) {
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
    public List<Timed<Stacks>> dumpsAndLooks() {
        return looks.isEmpty()
                ? stacks.readings()
                : Stream.concat(stacks.readings().stream(), looks.readings().stream())
                        .sorted(Comparator.comparing(Timed::at))
                        .toList();
    }

    /** The process of that registered name in the newest list. */
    public Optional<Process> named(String registered) {
        return current().stream()
                .filter(p -> p.last().name().equals(registered))
                .findFirst();
    }

    /** Why a tool brought nothing from this node, or too few readings; empty when there are at least {@code readings}. */
    public Optional<Gap> lacks(String tool, int readings) {
        int have = size(tool);
        if (have >= readings) {
            return Optional.empty();
        }
        if (have > 0) {
            return Optional.of(new Gap(
                    "only " + have + " of at least " + readings + " readings of " + tool + " came from " + name,
                    name,
                    tool,
                    "ergodiag capture --profile standard --window 60"));
        }
        return Optional.of(missing.getOrDefault(
                tool,
                new Gap(
                        tool + " was not asked of " + name,
                        name,
                        tool,
                        "ergodiag capture --profile standard --window 60")));
    }

    private int size(String tool) {
        return switch (tool) {
            case "node_info" -> infos.size();
            case "runtime_stats" -> stats.size();
            case "process_list" -> processLists.size();
            case "network_nodes" ->
                (int) peers.readings().stream().map(Node::readingOf).distinct().count();
            case "network_info" -> networks.size();
            case "network_acceptors" -> acceptors.size();
            case "event_list" -> eventLists.size();
            case "app_list" -> applications.size();
            case "pprof_goroutines" -> stacks.size();
            case "pprof_cpu" -> cpuProfiles.size();
            case "pprof_heap" -> heapProfiles.size();
            case "sample_listen" -> logWindow.isZero() ? 0 : 1;
            case "network_ping" -> pings.size();
            default -> 0;
        };
    }
}
