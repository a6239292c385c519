package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Call;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.Outcome;
import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.ergo.Acceptor;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.CpuProfile;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.GoroutineDump;
import ergodiag.ergo.HeapProfile;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NetworkInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.Ping;
import ergodiag.ergo.ProcessInfo;
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.UnreadableReply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds one {@link Node} from its calls. */
final class NodeReader {
    /** The framework's own name for a limit that is absent or zero (ERGO.md 4). */
    private static final long DEFAULT_LIMIT = 100;

    /** A clock that stands still for longer has stopped. */
    private static final double STOPPED_SECONDS = 5;

    private final Bundle bundle;
    private final NodeEntry entry;
    private final List<Call> calls;
    private final Map<String, Gap> missing = new TreeMap<>();
    private Instant useFrom = Instant.MIN;
    private Instant useUntil = Instant.MAX;

    NodeReader(Bundle bundle, NodeEntry entry, List<Call> calls) {
        this.bundle = bundle;
        this.entry = entry;
        this.calls = calls.stream().sorted(Comparator.comparing(Call::started)).toList();
    }

    /** How the text of a reply is read. */
    private interface Reader<T> {
        T read(InputStream in, String file) throws IOException;
    }

    Node read() {
        Series<NodeInfo> everyInfo = series("node_info", NodeInfo::read);
        boolean restarted = restart(everyInfo);
        standstill(everyInfo);
        Series<NodeInfo> infos = within(everyInfo);
        List<Timed<List<ProcessRow>>> heads = new ArrayList<>();
        Series<ProcessList> all = processLists("all", heads);
        Series<ProcessList> young = processLists("young", heads);
        noteFailures();
        return new Node(
                entry.name(),
                entry.state(),
                entry.knownFrom(),
                entry.clockOffset(),
                entry.clockUncertainty(),
                infos,
                within(series("runtime_stats", RuntimeStats::read)),
                all,
                young,
                processes(all, young, heads),
                within(series("network_nodes", RemoteNode::list)),
                within(series("network_info", NetworkInfo::read)),
                within(series("network_acceptors", Acceptor::list)),
                eventLists(),
                within(series("app_list", ApplicationInfo::list)),
                stacks(),
                within(unfiltered(series("pprof_cpu", (in, file) -> CpuProfile.read(lines(in), file)))),
                within(unfiltered(series("pprof_heap", (in, file) -> HeapProfile.read(lines(in), file)))),
                logs(),
                logsComplete(),
                logWindow(),
                pings(),
                restarted,
                fellSilentAt(),
                unanswered(),
                Collections.unmodifiableMap(missing));
    }

    /** Counters mean nothing across a restart: what came before the last one is left out. */
    private boolean restart(Series<NodeInfo> infos) {
        for (int i = 1; i < infos.size(); i++) {
            Timed<NodeInfo> now = infos.readings().get(i);
            if (now.it().uptime().compareTo(infos.readings().get(i - 1).it().uptime()) < 0) {
                useFrom = now.at().minus(now.it().uptime());
            }
        }
        return !useFrom.equals(Instant.MIN);
    }

    /**
     * Readings during which the node's clock stands still are one reading: only the first counts. For a moment every clock stands still: a
     * node that answers twice in the same instant has not stopped.
     */
    private void standstill(Series<NodeInfo> infos) {
        int last = infos.size() - 1;
        int first = last;
        while (first > 0
                && sameMoment(
                        infos.readings().get(first - 1).it(),
                        infos.readings().get(last).it())) {
            first--;
        }
        if (first < last
                && infos.readings().get(last).secondsSince(infos.readings().get(first)) > STOPPED_SECONDS) {
            useUntil = infos.readings().get(first).call().ended();
        }
    }

    private static boolean sameMoment(NodeInfo one, NodeInfo other) {
        return one.serverTime().isKnown()
                ? one.serverTime().value().equals(other.serverTime().value())
                : one.equals(other);
    }

    private <T> Series<T> within(Series<T> series) {
        return new Series<>(series.readings().stream()
                .filter(reading -> !reading.at().isBefore(useFrom)
                        && !reading.call().started().isAfter(useUntil))
                .toList());
    }

    private static <T> Series<T> unfiltered(Series<T> profiles) {
        return new Series<>(profiles.readings().stream()
                .filter(profile -> profile.call().argument("filter").isEmpty()
                        && profile.call().argument("exclude").isEmpty())
                .toList());
    }

    private <T> Series<T> series(String tool, Reader<T> reader) {
        List<Timed<T>> readings = new ArrayList<>();
        for (Call call : answered(tool)) {
            read(call, reader).ifPresent(it -> readings.add(Timed.of(call, it)));
        }
        readings.sort(Comparator.comparing(Timed::at));
        return new Series<>(readings);
    }

    private List<Call> answered(String tool) {
        return calls.stream()
                .filter(call -> call.tool().equals(tool)
                        && call.outcome().answered()
                        && call.file().isPresent())
                .toList();
    }

    private <T> Optional<T> read(Call call, Reader<T> reader) {
        String file = call.file().orElseThrow();
        try {
            Optional<InputStream> reply = bundle.reply(call);
            if (reply.isEmpty()) {
                missing.put(call.tool(), gap(call.tool(), "the ledger names " + file + ", which is not in the bundle"));
                return Optional.empty();
            }
            try (InputStream in = reply.get()) {
                return Optional.of(reader.read(in, file));
            }
        } catch (IOException | UncheckedIOException | UnreadableReply | NotABundle e) {
            missing.put(call.tool(), gap(call.tool(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The lists of that kind, their parts put together; other kinds (heads by a key, by state) go into {@code heads}. */
    private Series<ProcessList> processLists(String kind, List<Timed<List<ProcessRow>>> heads) {
        Map<String, List<Call>> parts = new LinkedHashMap<>();
        for (Call call : answered("process_list")) {
            String list = kindOf(call);
            if (list.equals(kind)) {
                parts.computeIfAbsent(
                                call.reading().isPresent()
                                        ? "r" + call.reading().getAsInt()
                                        : "c" + call.id(),
                                key -> new ArrayList<>())
                        .add(call);
            } else if (kind.equals("all") && !list.equals("young")) {
                rows(call).ifPresent(rows -> heads.add(Timed.of(call, rows)));
            }
        }
        List<Timed<ProcessList>> lists = new ArrayList<>();
        for (List<Call> reading : parts.values()) {
            List<ProcessRow> rows = new ArrayList<>();
            boolean readable = true;
            for (Call part : reading) {
                Optional<List<ProcessRow>> read = rows(part);
                read.ifPresent(rows::addAll);
                readable = readable && read.isPresent();
            }
            if (readable || !rows.isEmpty()) {
                lists.add(Timed.of(reading.get(0), ProcessList.of(rows, readable && isWhole(reading, rows.size()))));
            }
        }
        lists.sort(Comparator.comparing(Timed::at));
        return within(new Series<>(lists));
    }

    private Optional<List<ProcessRow>> rows(Call call) {
        return read(call, (in, file) -> {
            List<ProcessRow> rows = new ArrayList<>();
            ProcessRow.stream(in, file, rows::add);
            return rows;
        });
    }

    private static String kindOf(Call call) {
        if (!call.list().isEmpty()) {
            return call.list();
        }
        List<String> filters = call.arguments().keySet().stream()
                .filter(name -> !List.of("limit", "sort_by", "node", "timeout").contains(name))
                .toList();
        return filters.isEmpty() ? "all" : filters.equals(List.of("max_uptime")) ? "young" : "filtered";
    }

    /** Whether the parts of a list are known to be all of it (ERGO.md 4: a reply has no mark of being cut). */
    private static boolean isWhole(List<Call> parts, int rows) {
        Optional<Boolean> said =
                parts.stream().flatMap(part -> part.complete().stream()).reduce((first, second) -> second);
        if (said.isPresent()) {
            return said.get();
        }
        if (parts.size() > 1 || parts.get(0).truncated()) {
            return false;
        }
        Object limit = parts.get(0).arguments().get("limit");
        long asked = limit instanceof Number number ? number.longValue() : 0;
        return asked < 0 || rows < (asked == 0 ? DEFAULT_LIMIT : asked);
    }

    private Map<String, Process> processes(
            Series<ProcessList> all, Series<ProcessList> young, List<Timed<List<ProcessRow>>> heads) {
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
        for (Timed<List<ProcessRow>> head : within(new Series<>(heads)).readings()) {
            head.it()
                    .forEach(row -> rows.computeIfAbsent(row.pid(), pid -> new ArrayList<>())
                            .add(new Timed<>(head.at(), head.call(), row)));
        }
        Map<String, List<Timed<ProcessInfo>>> infos = byPid(series("process_info", ProcessInfo::read));
        Map<String, List<Timed<Inspection>>> inspections = byPid(series("process_inspect", Inspection::read));
        Map<String, Process> processes = new LinkedHashMap<>();
        rows.forEach((pid, timed) -> {
            timed.sort(Comparator.comparing(Timed::at));
            processes.put(
                    pid,
                    new Process(
                            entry.name(),
                            new Series<>(timed),
                            within(new Series<>(infos.getOrDefault(pid, List.of()))),
                            within(new Series<>(inspections.getOrDefault(pid, List.of())))));
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

    private Series<EventList> eventLists() {
        Map<String, List<Call>> parts = new LinkedHashMap<>();
        for (Call call : answered("event_list")) {
            if (kindOf(call).equals("all")) {
                parts.computeIfAbsent(
                                call.reading().isPresent()
                                        ? "r" + call.reading().getAsInt()
                                        : "c" + call.id(),
                                key -> new ArrayList<>())
                        .add(call);
            }
        }
        List<Timed<EventList>> lists = new ArrayList<>();
        for (List<Call> reading : parts.values()) {
            Map<String, EventInfo> events = new LinkedHashMap<>();
            boolean readable = true;
            for (Call part : reading) {
                Optional<List<EventInfo>> read = read(part, (in, file) -> {
                    List<EventInfo> rows = new ArrayList<>();
                    EventInfo.stream(in, file, rows::add);
                    return rows;
                });
                read.ifPresent(rows -> rows.forEach(event -> events.putIfAbsent(event.event(), event)));
                readable = readable && read.isPresent();
            }
            if (readable) {
                lists.add(Timed.of(
                        reading.get(0), new EventList(List.copyOf(events.values()), isWhole(reading, events.size()))));
            }
        }
        lists.sort(Comparator.comparing(Timed::at));
        return within(new Series<>(lists));
    }

    private Series<Stacks> stacks() {
        List<Timed<Stacks>> stacks = new ArrayList<>();
        for (Timed<GoroutineDump> dump : series("pprof_goroutines", (in, file) -> GoroutineDump.read(lines(in), file))
                .readings()) {
            boolean grouped = dump.call().argument("debug").equals("1");
            stacks.add(new Timed<>(
                    dump.at(),
                    dump.call(),
                    new Stacks(
                            grouped ? 1 : 2,
                            dump.call().argument("filter"),
                            dump.call().argument("exclude"),
                            dump.it())));
        }
        return within(new Series<>(stacks));
    }

    private List<LogEntry> logs() {
        List<LogEntry> logs = new ArrayList<>();
        for (Call call : answered("sample_listen")) {
            read(call, (in, file) -> LogEntry.list(lines(in), file)).ifPresent(logs::addAll);
        }
        return List.copyOf(logs);
    }

    private boolean logsComplete() {
        long expected = 1;
        for (LogEntry log : logs()) {
            if (log.sequence() != expected) {
                return false;
            }
            expected = log.sequence() + 1;
        }
        return answered("sample_listen").stream().noneMatch(Call::truncated);
    }

    private Duration logWindow() {
        return answered("sample_listen").stream()
                .map(call -> call.took().toMillis() < 1 ? bundle.manifest().window() : call.took())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private List<PingResult> pings() {
        List<PingResult> pings = new ArrayList<>();
        for (Call call : calls) {
            if (!call.tool().equals("network_ping") || call.outcome() == Outcome.SKIPPED) {
                continue;
            }
            Optional<Ping> ping = call.outcome().answered() && call.file().isPresent()
                    ? read(call, (in, file) -> Ping.read(lines(in), file))
                    : Optional.empty();
            Reading<Duration> rtt = ping.map(p -> Reading.known(
                            p.rtt(), Source.file(call.file().orElse("")).atLine(1)))
                    .orElseGet(() -> Reading.missing(gap("network_ping", call.error())));
            pings.add(new PingResult(entry.name(), call.argument("name"), rtt, call));
        }
        return List.copyOf(pings);
    }

    private Optional<Instant> fellSilentAt() {
        Optional<Instant> lastAnswer = calls.stream()
                .filter(call -> call.outcome().answered())
                .map(Call::ended)
                .max(Comparator.naturalOrder());
        long unreached = calls.stream()
                .filter(call -> lastAnswer.isPresent() && call.started().isAfter(lastAnswer.get()) && isUnreached(call))
                .count();
        return unreached >= 2 ? lastAnswer : Optional.empty();
    }

    /** The lines of the ledger about calls that did not reach the node; none when the ledger is damaged and lines cannot be told. */
    private List<Evidence> unanswered() {
        if (!bundle.damage().isEmpty()) {
            return List.of();
        }
        List<Evidence> lines = new ArrayList<>();
        int line = 0;
        for (Call call : bundle.calls()) {
            line++;
            if (call.node().equals(entry.name()) && isUnreached(call)) {
                lines.add(Evidence.line("calls.jsonl", line, call.error()));
            }
        }
        return List.copyOf(lines);
    }

    private static boolean isUnreached(Call call) {
        return call.outcome() == Outcome.UNREACHABLE
                || call.outcome() == Outcome.TIMEOUT
                || (call.outcome() == Outcome.TOOL_ERROR && call.error().startsWith("remote call to "));
    }

    /** For each tool of which nothing came: the reason of its last failure, or that the whole node was silent. */
    private void noteFailures() {
        boolean silent = entry.state() == Manifest.State.SILENT
                || calls.stream().noneMatch(call -> call.outcome().answered());
        for (Call call : calls) {
            if (!call.outcome().answered() && answered(call.tool()).isEmpty()) {
                String reason = call.error().isEmpty() ? call.outcome().word() : call.error();
                missing.put(
                        call.tool(),
                        gap(
                                call.tool(),
                                silent
                                        ? entry.name() + " did not answer: " + reason
                                        : call.tool() + " of " + entry.name() + " failed: " + reason));
            }
        }
    }

    private Gap gap(String tool, String reason) {
        return new Gap(reason, entry.name(), tool, "ergodiag capture --profile standard --window 60");
    }
}
