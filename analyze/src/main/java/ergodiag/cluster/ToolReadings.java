package ergodiag.cluster;

import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Acceptor;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.MessageType;
import ergodiag.ergo.NetworkInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.HeapProfile;
import ergodiag.ergo.pprof.ProfileForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a node said to the tools that it was asked, by tool: each a series in the order of time. */
public final class ToolReadings {
    private static final List<Kind<?>> KINDS = new ArrayList<>();

    /** What {@code node_info} said. */
    public static final Kind<NodeInfo> INFO = kind(Tool.NODE_INFO, ToolReader::infos);

    /** What {@code runtime_stats} said. */
    public static final Kind<RuntimeStats> STATS = kind(Tool.RUNTIME_STATS, ToolReader::stats);

    /** All processes, at each reading. */
    public static final Kind<ProcessList> PROCESSES = kind(Tool.PROCESS_LIST, ToolReader::allProcesses);

    /** Its side of all its links, at each reading. */
    public static final Kind<List<RemoteNode>> PEERS = kind(Tool.NETWORK_NODES, ToolReader::peers);

    /** What {@code network_info} said. */
    public static final Kind<NetworkInfo> NETWORK = replies(Tool.NETWORK_INFO, NetworkInfo::read);

    /** What {@code network_acceptors} said. */
    public static final Kind<List<Acceptor>> ACCEPTORS = replies(Tool.NETWORK_ACCEPTORS, Acceptor::list);

    /** All events, at each reading. */
    public static final Kind<EventList> EVENTS = kind(Tool.EVENT_LIST, ToolReader::events);

    /** What {@code app_list} said. */
    public static final Kind<List<ApplicationInfo>> APPLICATIONS = replies(Tool.APP_LIST, ApplicationInfo::list);

    /** Names of the registered types of messages. */
    public static final Kind<List<String>> TYPE_NAMES = replies(Tool.MESSAGE_TYPES, MessageType::names);

    /** Registered types of messages, each asked of one node only. */
    public static final Kind<MessageType> TYPES = replies(Tool.MESSAGE_TYPE_INFO, MessageType::read);

    /** Goroutine dumps, filtered and not. */
    public static final Kind<Dump> STACKS = kind(Tool.PPROF_GOROUTINES, ToolReader::stacks);

    /** CPU profiles of all functions. */
    public static final Kind<CpuProfile> CPU = kind(Tool.PPROF_CPU, ToolReader::cpuProfiles);

    /** Heap profiles of all functions. */
    public static final Kind<HeapProfile> HEAP = kind(Tool.PPROF_HEAP, ToolReader::heaps);

    /**
     * What a tool says is read as.
     *
     * @param <T> one reply, or one reading of a list
     */
    public static final class Kind<T> {
        private final Tool tool;
        private final Function<ToolReader, Series<T>> read;

        private Kind(Tool tool, Function<ToolReader, Series<T>> read) {
            this.tool = tool;
            this.read = read;
        }
    }

    private final Map<Tool, Series<?>> series = new EnumMap<>(Tool.class);
    private final Map<Tool, Integer> answered = new EnumMap<>(Tool.class);
    private final List<Call> failed;

    /**
     * Reads everything of which a kind stands above.
     *
     * @param node reads the replies
     * @param calls every call to the node
     */
    ToolReadings(ToolReader node, List<Call> calls) {
        failed = calls.stream().filter(call -> !call.outcome().answered()).toList();
        calls.stream()
                .filter(call -> call.outcome().answered())
                .flatMap(call -> Tool.answeredBy(call).stream())
                .forEach(tool -> answered.merge(tool, 1, Integer::sum));
        KINDS.forEach(kind -> series.put(kind.tool, kind.read.apply(node)));
    }

    private static <T> Kind<T> kind(Tool tool, Function<ToolReader, Series<T>> read) {
        Kind<T> kind = new Kind<>(tool, read);
        KINDS.add(kind);
        return kind;
    }

    private static <T> Kind<T> replies(Tool tool, Replies.Reader<T> reader) {
        return kind(tool, node -> node.series(tool, reader));
    }

    /** How many there are of a tool: of one that is not read here, how often it answered. */
    int size(Tool tool) {
        Series<?> readings = series.get(tool);
        return readings == null ? answered.getOrDefault(tool, 0) : readings.size();
    }

    /** Whether some of what a tool would say was taken along. */
    boolean takenAlong(Tool tool) {
        Series<?> readings = series.get(tool);
        return readings != null
                && readings.readings().stream()
                        .anyMatch(reading -> reading.call().tool().equals(ProfileForm.TOOL));
    }

    /** The questions of a tool that were not answered. */
    public List<Call> failed(Tool tool) {
        return failed.stream().filter(tool::askedBy).toList();
    }

    /** In the order of time; empty where it said nothing that could be read. */
    @SuppressWarnings("unchecked") // only what its kind reads is put there
    public <T> Series<T> of(Kind<T> kind) {
        return (Series<T>) series.getOrDefault(kind.tool, Series.empty());
    }
}
