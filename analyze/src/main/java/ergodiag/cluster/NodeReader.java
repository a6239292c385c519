package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.OwnSamplers;
import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.cluster.ToolReadings.Kind;
import ergodiag.ergo.Acceptor;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NetworkInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.Ping;
import ergodiag.ergo.ProcessInfo;
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.HeapProfile;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds one {@link Node} from its calls. */
final class NodeReader {
    private final Bundle bundle;
    private final NodeEntry entry;
    private final Replies replies;
    private final Series<NodeInfo> infos;
    private final UsableTime time;

    NodeReader(Bundle bundle, NodeEntry entry, List<Call> calls) {
        this.bundle = bundle;
        this.entry = entry;
        this.replies = new Replies(bundle, entry, calls);
        this.infos = replies.series(Tool.NODE_INFO, NodeInfo::read);
        this.time = UsableTime.of(infos);
    }

    /** @param nodes names of all nodes */
    Node read(Set<String> nodes) {
        ListReader lists = new ListReader(replies);
        Series<List<ProcessRow>> heads = time.within(lists.heads());
        Series<ProcessList> all = time.within(lists.processes("all"));
        Series<ProcessList> young = time.within(lists.processes("young"));
        Map<String, Process> processes = processes(all, young, heads);
        AttachedLogs attached = new AttachedLogs(
                bundle, entry.name(), entry.clockOffset().orElse(Duration.ZERO), nodes, processes.keySet());
        List<LogEntry> logs = listenedToLog().isEmpty() ? attached.during() : logs();
        replies.noteFailures();
        ToolReadings readings = new ToolReadings(replies.calls())
                .with(Kind.INFO, new NodeClock(entry.clockOffset()).timed(time.within(infos)))
                .with(Kind.STATS, series(Tool.RUNTIME_STATS, RuntimeStats::read))
                .with(Kind.PROCESSES, all)
                .with(Kind.PEERS, series(Tool.NETWORK_NODES, RemoteNode::list))
                .with(Kind.NETWORK, series(Tool.NETWORK_INFO, NetworkInfo::read))
                .with(Kind.ACCEPTORS, series(Tool.NETWORK_ACCEPTORS, Acceptor::list))
                .with(Kind.EVENTS, time.within(lists.events()))
                .with(Kind.APPLICATIONS, series(Tool.APP_LIST, ApplicationInfo::list))
                .with(Kind.STACKS, stacks())
                .with(Kind.CPU, unfiltered(series(Tool.PPROF_CPU, (in, file) -> CpuProfile.read(lines(in), file))))
                .with(Kind.HEAP, unfiltered(series(Tool.PPROF_HEAP, (in, file) -> HeapProfile.read(lines(in), file))));
        Series<Dump> looks = new StackSamplesReader(replies, entry.clockOffset()).read(time);
        return new Node(
                entry,
                readings,
                processes,
                looks,
                new Node.Journal(logs, attached.before(), isComplete(logs), logWindow()),
                pings(),
                OwnSamplers.of(bundle.manifest().own(), entry.name(), replies.calls()),
                new Node.Presence(
                        time.restarted(), Silence.since(replies.calls()), Silence.unanswered(bundle, entry.name())),
                replies.missing(),
                replies.unreadLooks());
    }

    private <T> Series<T> series(Tool tool, Replies.Reader<T> reader) {
        return time.within(replies.series(tool, reader));
    }

    private static <T> Series<T> unfiltered(Series<T> profiles) {
        return new Series<>(profiles.readings().stream()
                .filter(profile -> profile.call().argument("filter").isEmpty()
                        && profile.call().argument("exclude").isEmpty())
                .toList());
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private Map<String, Process> processes(
            Series<ProcessList> all, Series<ProcessList> young, Series<List<ProcessRow>> heads) {
        Map<String, List<Timed<ProcessRow>>> rows = new LinkedHashMap<>();
        for (Series<ProcessList> lists : List.of(all, young)) {
            for (Timed<ProcessList> list : lists.readings()) {
                list.it()
                        .byPid()
                        .values()
                        .forEach(row -> rows.computeIfAbsent(row.pid(), pid -> new ArrayList<>())
                                .add(new Timed<>(list.at(), list.call(), row)));
            }
        }
        for (Timed<List<ProcessRow>> head : heads.readings()) {
            head.it()
                    .forEach(row -> rows.computeIfAbsent(row.pid(), pid -> new ArrayList<>())
                            .add(new Timed<>(head.at(), head.call(), row)));
        }
        Map<String, List<Timed<ProcessInfo>>> details = byPid(series(Tool.PROCESS_INFO, ProcessInfo::read));
        Map<String, List<Timed<Inspection>>> inspections = byPid(series(Tool.PROCESS_INSPECT, Inspection::read));
        Map<String, Process> processes = new LinkedHashMap<>();
        rows.forEach((pid, timed) -> {
            timed.sort(Comparator.comparing(Timed::at));
            processes.put(
                    pid,
                    new Process(
                            entry.name(),
                            new Series<>(timed),
                            new Series<>(details.getOrDefault(pid, List.of())),
                            new Series<>(inspections.getOrDefault(pid, List.of()))));
        });
        return Collections.unmodifiableMap(processes);
    }

    private static <T> Map<String, List<Timed<T>>> byPid(Series<T> series) {
        Map<String, List<Timed<T>>> byPid = new LinkedHashMap<>();
        series.readings()
                .forEach(reading -> byPid.computeIfAbsent(reading.call().argument("pid"), pid -> new ArrayList<>())
                        .add(reading));
        return byPid;
    }

    private Series<Dump> stacks() {
        List<Timed<Dump>> stacks = new ArrayList<>();
        for (Timed<GoroutineDump> dump : series(
                        Tool.PPROF_GOROUTINES, (in, file) -> GoroutineDump.read(lines(in), file))
                .readings()) {
            boolean grouped = dump.call().argument("debug").equals("1");
            stacks.add(new Timed<>(
                    dump.at(),
                    dump.call(),
                    new Dump(
                            grouped ? 1 : 2,
                            dump.call().argument("filter"),
                            dump.call().argument("exclude"),
                            false,
                            dump.it())));
        }
        return new Series<>(stacks);
    }

    /** What listeners to the log brought; what events published is for the reader only. */
    private List<Call> listenedToLog() {
        return replies.answered(Tool.SAMPLE_LISTEN).stream()
                .filter(call -> call.argument("event").isEmpty())
                .toList();
    }

    private List<LogEntry> logs() {
        List<LogEntry> logs = new ArrayList<>();
        for (Call call : listenedToLog()) {
            replies.read(call, (in, file) -> LogEntry.list(lines(in), file)).ifPresent(logs::addAll);
        }
        return List.copyOf(logs);
    }

    /** Whether no line is missing from the first on, which the listener numbers 1. */
    private boolean isComplete(List<LogEntry> logs) {
        long expected = 1;
        for (LogEntry log : logs) {
            if (log.sequence() != expected) {
                return false;
            }
            expected = log.sequence() + 1;
        }
        return listenedToLog().stream().noneMatch(call -> call.part().truncated());
    }

    private Duration logWindow() {
        return listenedToLog().stream()
                .map(call -> call.timing().took().toMillis() < 1
                        ? bundle.manifest().capture().window()
                        : call.timing().took())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private List<PingResult> pings() {
        List<PingResult> pings = new ArrayList<>();
        for (Call call : replies.calls()) {
            if (!Tool.NETWORK_PING.askedBy(call) || call.outcome() == Outcome.SKIPPED) {
                continue;
            }
            Optional<Ping> ping = call.outcome().answered() && call.file().isPresent()
                    ? replies.read(call, (in, file) -> Ping.read(lines(in), file))
                    : Optional.empty();
            Reading<Duration> rtt = ping.map(p -> Reading.known(
                            p.rtt(), Source.file(call.file().orElse("")).atLine(1)))
                    .orElseGet(() -> Reading.missing(replies.gap(Tool.NETWORK_PING, call.error())));
            pings.add(new PingResult(entry.name(), call.argument("name"), rtt, call));
        }
        return List.copyOf(pings);
    }
}
