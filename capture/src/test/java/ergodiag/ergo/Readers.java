package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.HeapProfile;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The reader of each tool's reply: what the tests of replies hold against real ones and against damaged ones. */
final class Readers {
    private Readers() {}

    /** How one reply is read, for its number of rows. */
    interface Reader {
        int read(InputStream in, String file);
    }

    static final Map<Tool, Reader> OF_TOOLS = Map.ofEntries(
            Map.entry(Tool.NODE_INFO, (in, file) -> one(NodeInfo.read(in, file))),
            Map.entry(Tool.RUNTIME_STATS, (in, file) -> one(RuntimeStats.read(in, file))),
            Map.entry(Tool.PROCESS_LIST, (in, file) -> processes(in, file).size()),
            Map.entry(Tool.APP_PROCESSES, (in, file) -> processes(in, file).size()),
            Map.entry(Tool.PROCESS_INFO, (in, file) -> one(ProcessInfo.read(in, file))),
            Map.entry(Tool.PROCESS_INSPECT, (in, file) -> one(Inspection.read(in, file))),
            Map.entry(
                    Tool.NETWORK_NODES, (in, file) -> RemoteNode.list(in, file).size()),
            Map.entry(Tool.NETWORK_INFO, (in, file) -> one(NetworkInfo.read(in, file))),
            Map.entry(
                    Tool.NETWORK_ACCEPTORS,
                    (in, file) -> Acceptor.list(in, file).size()),
            Map.entry(Tool.EVENT_LIST, (in, file) -> events(in, file).size()),
            Map.entry(
                    Tool.APP_LIST, (in, file) -> ApplicationInfo.list(in, file).size()),
            Map.entry(
                    Tool.CLUSTER_NODES, (in, file) -> ClusterNode.list(in, file).size()),
            Map.entry(Tool.SAMPLE_LISTEN, (in, file) -> logs(in, file).size()),
            Map.entry(Tool.PPROF_GOROUTINES, (in, file) -> one(GoroutineDump.read(lines(in), file))),
            Map.entry(Tool.PPROF_CPU, (in, file) -> one(CpuProfile.read(lines(in), file))),
            Map.entry(Tool.PPROF_HEAP, (in, file) -> one(HeapProfile.read(lines(in), file))),
            Map.entry(Tool.NETWORK_PING, (in, file) -> one(Ping.read(lines(in), file))));

    private static int one(Object read) {
        assertThat(read).isNotNull();
        return 1;
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    static List<ProcessRow> processes(InputStream in, String file) {
        List<ProcessRow> rows = new ArrayList<>();
        ProcessRow.stream(in, file, rows::add);
        return rows;
    }

    static List<EventInfo> events(InputStream in, String file) {
        List<EventInfo> rows = new ArrayList<>();
        EventInfo.stream(in, file, rows::add);
        return rows;
    }

    static List<LogEntry> logs(InputStream in, String file) {
        return LogEntry.list(lines(in), file);
    }
}
