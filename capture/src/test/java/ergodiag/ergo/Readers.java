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

/** The reader of each tool's reply. */
final class Readers {
    private Readers() {}

    /** How one reply is read, for its number of rows. */
    interface Reader {
        int read(InputStream in, String file);
    }

    static final Map<String, Reader> OF_TOOLS = Map.ofEntries(
            Map.entry("node_info", (in, file) -> one(NodeInfo.read(in, file))),
            Map.entry("runtime_stats", (in, file) -> one(RuntimeStats.read(in, file))),
            Map.entry("process_list", (in, file) -> processes(in, file).size()),
            Map.entry("app_processes", (in, file) -> processes(in, file).size()),
            Map.entry("process_info", (in, file) -> one(ProcessInfo.read(in, file))),
            Map.entry("process_inspect", (in, file) -> one(Inspection.read(in, file))),
            Map.entry("network_nodes", (in, file) -> RemoteNode.list(in, file).size()),
            Map.entry("network_info", (in, file) -> one(NetworkInfo.read(in, file))),
            Map.entry("network_acceptors", (in, file) -> Acceptor.list(in, file).size()),
            Map.entry("event_list", (in, file) -> events(in, file).size()),
            Map.entry("app_list", (in, file) -> ApplicationInfo.list(in, file).size()),
            Map.entry("cluster_nodes", (in, file) -> ClusterNode.list(in, file).size()),
            Map.entry("sample_listen", (in, file) -> logs(in, file).size()),
            Map.entry("pprof_goroutines", (in, file) -> one(GoroutineDump.read(lines(in), file))),
            Map.entry("pprof_cpu", (in, file) -> one(CpuProfile.read(lines(in), file))),
            Map.entry("pprof_heap", (in, file) -> one(HeapProfile.read(lines(in), file))),
            Map.entry("network_ping", (in, file) -> one(Ping.read(lines(in), file))));

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
