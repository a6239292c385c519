package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Source;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.HeapProfile;
import ergodiag.ergo.process.ProcessRow;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The reader of each tool's reply: what the tests of replies hold against real ones and against damaged ones. */
public final class Readers {
    private Readers() {}

    /** How one reply is read, for its number of rows. */
    public interface Reader {
        int read(InputStream in, Source at);
    }

    public static final Map<Tool, Reader> OF_TOOLS = Map.ofEntries(
            Map.entry(Tool.NODE_INFO, (in, at) -> one(NodeInfo.read(in, at))),
            Map.entry(Tool.RUNTIME_STATS, (in, at) -> one(RuntimeStats.read(in, at))),
            Map.entry(Tool.PROCESS_LIST, (in, at) -> processes(in, at).size()),
            Map.entry(Tool.APP_PROCESSES, (in, at) -> processes(in, at).size()),
            Map.entry(Tool.PROCESS_INFO, (in, at) -> one(ProcessInfo.read(in, at))),
            Map.entry(Tool.PROCESS_INSPECT, (in, at) -> one(Inspection.read(in, at))),
            Map.entry(Tool.NETWORK_NODES, (in, at) -> RemoteNode.list(in, at).size()),
            Map.entry(Tool.NETWORK_INFO, (in, at) -> one(NetworkInfo.read(in, at))),
            Map.entry(Tool.NETWORK_ACCEPTORS, (in, at) -> Acceptor.list(in, at).size()),
            Map.entry(Tool.EVENT_LIST, (in, at) -> events(in, at).size()),
            Map.entry(Tool.APP_LIST, (in, at) -> ApplicationInfo.list(in, at).size()),
            Map.entry(Tool.CLUSTER_NODES, (in, at) -> clusterNodes(in, at).size()),
            Map.entry(Tool.SAMPLE_LISTEN, (in, at) -> logs(in, at).size()),
            Map.entry(Tool.PPROF_GOROUTINES, (in, at) -> one(GoroutineDump.read(lines(in), at.file()))),
            Map.entry(Tool.PPROF_CPU, (in, at) -> one(CpuProfile.read(lines(in), at.file()))),
            Map.entry(Tool.PPROF_HEAP, (in, at) -> one(HeapProfile.read(lines(in), at.file()))),
            Map.entry(Tool.NETWORK_PING, (in, at) -> one(Ping.read(lines(in), at.file()))));

    private static int one(Object read) {
        assertThat(read).isNotNull();
        return 1;
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    static List<ProcessRow> processes(InputStream in, Source at) {
        List<ProcessRow> rows = new ArrayList<>();
        ProcessRow.stream(in, at, rows::add);
        return rows;
    }

    static List<ClusterNode> clusterNodes(InputStream in, Source at) {
        List<ClusterNode> rows = new ArrayList<>();
        ClusterNode.stream(in, at, rows::add);
        return rows;
    }

    static List<EventInfo> events(InputStream in, Source at) {
        List<EventInfo> rows = new ArrayList<>();
        EventInfo.stream(in, at, rows::add);
        return rows;
    }

    static List<LogEntry> logs(InputStream in, Source at) {
        return LogEntry.list(lines(in), at.file());
    }
}
