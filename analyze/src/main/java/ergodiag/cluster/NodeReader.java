package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.cluster.attached.AttachedLogs;
import ergodiag.cluster.attached.AttachedProfiles;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.OwnSamplers;
import ergodiag.ergo.Ping;
import ergodiag.ergo.ProcessInfo;
import ergodiag.ergo.Publication;
import ergodiag.ergo.Tool;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.process.ProcessRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Builds one {@link Node} from its calls. */
final class NodeReader {
    private final Bundle bundle;
    private final NodeEntry entry;
    private final Replies replies;
    private final Lives lives;
    private final NodeClock clock;
    private final UsableTime time;
    private final ToolReader tools;
    private final MapReadings map;
    private final List<Evidence> unreached;

    /** @param unanswered the lines of the ledger about calls that did not reach it */
    NodeReader(Bundle bundle, NodeEntry entry, List<Call> calls, List<Evidence> unanswered, MapReadings map) {
        this.unreached = unanswered;
        this.bundle = bundle;
        this.entry = entry;
        this.map = map;
        this.replies = new Replies(bundle, entry, calls);
        Series<NodeInfo> infos = replies.series(Tool.NODE_INFO, NodeInfo::read).with(map.infos(entry.name()));
        this.lives = Lives.of(infos);
        this.clock = NodeClock.of(entry.clockOffset(), lives.jumps(), infos);
        this.time = UsableTime.of(infos, lives.restarts());
        AttachedProfiles attached = new AttachedProfiles(
                bundle,
                entry.name(),
                clock.offset().orElse(Duration.ZERO),
                infos.last().map(info -> info.at().minus(info.it().uptime())),
                replies::note);
        this.tools = new ToolReader(replies, infos, map.stats(entry.name()), clock, time, attached);
    }

    /** @param nodes names of all nodes */
    Node read(Set<String> nodes) {
        Processes processes = processes(tools.allProcesses(), tools.youngProcesses(), tools.heads());
        AttachedLogs attached =
                new AttachedLogs(bundle, entry.name(), clock.offset().orElse(Duration.ZERO), nodes, processes.pids());
        List<LogEntry> logs = listenedToLog().isEmpty() ? attached.during() : logs(nodes);
        replies.noteFailures();
        ToolReadings readings = new ToolReadings(tools, replies.calls());
        Series<Dump> looks = tools.listed(new StackSamplesReader(replies, clock).read(time));
        return new Node(
                lives.jumps().isEmpty()
                        ? entry
                        : new NodeEntry(
                                entry.name(), entry.knownFrom(), entry.state(), clock.offset(), Optional.empty()),
                readings,
                processes,
                looks,
                new Node.Journal(
                        logs,
                        attached.before(),
                        isComplete(logs),
                        numbering(logs).lost(),
                        logWindow()),
                pings(),
                OwnSamplers.of(bundle.manifest().own(), entry.name(), replies.calls()),
                new Node.Presence(
                        lives.restarts(),
                        lives.jumps(),
                        Silence.since(replies.calls()),
                        Optional.empty(),
                        pauses(),
                        unanswered()),
                replies.missing(),
                replies.unread(),
                replies.unreadLooks(),
                tools.youngProcesses().readings().stream()
                        .anyMatch(list -> !list.it().complete()),
                heard(),
                replies.dialect());
    }

    /** Calls that did not reach it, and before them what the map of the cluster says of that. */
    private List<Evidence> unanswered() {
        return unreached.isEmpty()
                ? unreached
                : Stream.concat(map.lost(entry.name()).stream(), unreached.stream())
                        .toList();
    }

    /** The node through which all is asked holds up the answers of all others where it stands still. */
    private List<Pause> pauses() {
        List<Pause> own = Pause.of(replies.calls(), bundle.calls());
        boolean isEntry = bundle.manifest().capture().entry().node().equals(entry.name());
        return own.isEmpty() && isEntry ? Pause.everywhere(questions()) : own;
    }

    /** What was asked of nodes; metrics come from elsewhere. */
    private List<Call> questions() {
        return bundle.calls().stream()
                .filter(call -> !call.tool().equals(MetricsPage.TOOL))
                .toList();
    }

    private Processes processes(Series<ProcessList> all, Series<ProcessList> young, Series<ProcessRows> heads) {
        Processes.Reader reader = new Processes.Reader(entry.name(), tools.processIds());
        reader.lists(all);
        reader.lists(young);
        reader.heads(heads);
        return reader.with(
                all,
                tools.series(Tool.PROCESS_INFO, ProcessInfo::read),
                tools.series(Tool.PROCESS_INSPECT, Inspection::read));
    }

    /** What listeners to the log brought. */
    private List<Call> listenedToLog() {
        return replies.answered(Tool.SAMPLE_LISTEN).stream()
                .filter(call -> call.argument("event").isEmpty())
                .toList();
    }

    /** What listeners to events brought; the reply to the start of one is no series. */
    private List<Heard> heard() {
        List<Heard> heard = new ArrayList<>();
        for (Call call : replies.answered(Tool.SAMPLE_LISTEN)) {
            if (!call.argument("event").isEmpty() && call.file().orElse("").endsWith(".jsonl")) {
                replies.read(call, Tool.SAMPLE_LISTEN, (in, at) -> Publication.list(ToolReader.lines(in), at.file()))
                        .ifPresent(entries -> heard.add(Heard.of(call, covered(call), entries)));
            }
        }
        return List.copyOf(heard);
    }

    private List<LogEntry> logs(Set<String> nodes) {
        List<LogEntry> logs = new ArrayList<>();
        for (Call call : listenedToLog()) {
            replies.read(call, Tool.SAMPLE_LISTEN, (in, at) -> LogEntry.list(ToolReader.lines(in), at.file()))
                    .ifPresent(logs::addAll);
        }
        logs.replaceAll(entry -> entry.withPeerOf(nodes));
        return clock.ofLogs(logs);
    }

    private static Numbering numbering(List<LogEntry> logs) {
        return Numbering.of(logs.stream().map(LogEntry::sequence).toList());
    }

    private boolean isComplete(List<LogEntry> logs) {
        return numbering(logs).isWhole()
                && listenedToLog().stream().noneMatch(call -> call.part().truncated());
    }

    private Duration logWindow() {
        return listenedToLog().stream()
                .map(this::covered)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** How long a listener listened; the whole window where its line does not say so. */
    private Duration covered(Call call) {
        return call.timing().took().toMillis() < 1
                ? bundle.manifest().capture().window()
                : call.timing().took();
    }

    private List<PingResult> pings() {
        List<PingResult> pings = new ArrayList<>();
        for (Call call : replies.calls()) {
            if (!Tool.NETWORK_PING.askedBy(call)) {
                continue;
            }
            Optional<Ping> ping = call.outcome().answered() && call.file().isPresent()
                    ? replies.read(call, Tool.NETWORK_PING, (in, at) -> Ping.read(ToolReader.lines(in), at.file()))
                    : Optional.empty();
            Reading<Duration> rtt = ping.map(p -> Reading.known(
                            p.rtt(), Source.file(call.file().orElse("")).atLine(1)))
                    .orElseGet(() -> Reading.missing(replies.gap(Tool.NETWORK_PING, call.why())));
            pings.add(new PingResult(entry.name(), call.argument("name"), rtt, call));
        }
        return List.copyOf(pings);
    }
}
