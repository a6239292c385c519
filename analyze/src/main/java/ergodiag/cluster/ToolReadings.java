package ergodiag.cluster;

import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Acceptor;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.NetworkInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.HeapProfile;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a node said to the tools that it was asked, by tool: each a series in the order of time. */
public final class ToolReadings {
    /**
     * What a tool says is read as.
     *
     * @param tool the tool
     * @param <T> one reply, or one reading of a list
     */
    record Kind<T>(Tool tool) {
        static final Kind<NodeInfo> INFO = new Kind<>(Tool.NODE_INFO);
        static final Kind<RuntimeStats> STATS = new Kind<>(Tool.RUNTIME_STATS);
        static final Kind<ProcessList> PROCESSES = new Kind<>(Tool.PROCESS_LIST);
        static final Kind<List<RemoteNode>> PEERS = new Kind<>(Tool.NETWORK_NODES);
        static final Kind<NetworkInfo> NETWORK = new Kind<>(Tool.NETWORK_INFO);
        static final Kind<List<Acceptor>> ACCEPTORS = new Kind<>(Tool.NETWORK_ACCEPTORS);
        static final Kind<EventList> EVENTS = new Kind<>(Tool.EVENT_LIST);
        static final Kind<List<ApplicationInfo>> APPLICATIONS = new Kind<>(Tool.APP_LIST);
        static final Kind<Dump> STACKS = new Kind<>(Tool.PPROF_GOROUTINES);
        static final Kind<CpuProfile> CPU = new Kind<>(Tool.PPROF_CPU);
        static final Kind<HeapProfile> HEAP = new Kind<>(Tool.PPROF_HEAP);
    }

    private final Map<Tool, Series<?>> series = new EnumMap<>(Tool.class);
    private final Map<Tool, Integer> answered = new EnumMap<>(Tool.class);

    /** @param calls every call to the node */
    ToolReadings(List<Call> calls) {
        calls.stream()
                .filter(call -> call.outcome().answered())
                .flatMap(call -> Tool.of(call).stream())
                .forEach(tool -> answered.merge(tool, 1, Integer::sum));
    }

    <T> ToolReadings with(Kind<T> kind, Series<T> readings) {
        series.put(kind.tool(), readings);
        return this;
    }

    /** How many there are of a tool: of one that is not read here, how often it answered. */
    int size(Tool tool) {
        Series<?> readings = series.get(tool);
        return readings == null ? answered.getOrDefault(tool, 0) : readings.size();
    }

    /** In the order of time; empty where it said nothing that could be read. */
    @SuppressWarnings("unchecked") // only with() puts, and only what its kind says
    <T> Series<T> of(Kind<T> kind) {
        return (Series<T>) series.getOrDefault(kind.tool(), Series.empty());
    }
}
