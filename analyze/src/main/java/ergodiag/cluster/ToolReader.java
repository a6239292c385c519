package ergodiag.cluster;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.cluster.attached.AttachedProfiles;
import ergodiag.cluster.attached.Taken;
import ergodiag.ergo.Ids;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.HeapProfile;
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.ergo.process.ProcessIds;
import ergodiag.ergo.process.ProcessRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads what one node said to the tools that it was asked, as far as its readings may be compared. */
final class ToolReader {
    private final Replies replies;
    private final Series<NodeInfo> infos;
    private final Series<RuntimeStats> mapped;
    private final NodeClock clock;
    private final UsableTime time;
    private final ListReader lists;
    private final AttachedProfiles attached;
    private final Series<ProcessList> allProcesses;
    private final Series<ProcessList> youngProcesses;
    private final Series<ProcessRows> heads;
    private Optional<Map<String, String>> pids = Optional.empty();

    /** @param attached profiles of the node that were taken along */
    ToolReader(
            Replies replies,
            Series<NodeInfo> infos,
            Series<RuntimeStats> mapped,
            NodeClock clock,
            UsableTime time,
            AttachedProfiles attached) {
        this.replies = replies;
        this.infos = infos;
        this.mapped = mapped;
        this.clock = clock;
        this.time = time;
        this.lists = new ListReader(replies);
        this.attached = attached;
        this.allProcesses = clock.ofProcesses(time.within(lists.processes("all")));
        this.youngProcesses = clock.ofProcesses(time.within(lists.processes("young")));
        this.heads = clock.ofRows(time.within(lists.heads()));
    }

    /** How a text is read line by line. */
    interface LineReader<T> {
        T read(BufferedReader lines, String file) throws IOException;
    }

    /** What a tool said, each reply by itself. */
    <T> Series<T> series(Tool tool, Replies.Reader<T> reader) {
        return time.within(replies.series(tool, reader));
    }

    /** CPU profiles of all functions. */
    Series<CpuProfile> cpuProfiles() {
        return with(unfiltered(Tool.PPROF_CPU, CpuProfile::read), attached.cpu())
                .map(profile -> profile.renamed(this::listed));
    }

    /** The profiles that a tool made of all functions. */
    private <T> Series<T> unfiltered(Tool tool, LineReader<T> reader) {
        return new Series<>(series(tool, (in, at) -> reader.read(lines(in), at.file())).readings().stream()
                .filter(profile -> isUnfiltered(profile.call()))
                .toList());
    }

    Series<NodeInfo> infos() {
        return clock.timed(time.within(infos));
    }

    /** Its Go runtime, by its own word and from the map of the cluster. */
    Series<RuntimeStats> stats() {
        return time.within(
                replies.series(Tool.RUNTIME_STATS, RuntimeStats::read).with(mapped));
    }

    Series<ProcessList> allProcesses() {
        return allProcesses;
    }

    Series<ProcessList> youngProcesses() {
        return youngProcesses;
    }

    /** Lists that show some processes only. */
    Series<ProcessRows> heads() {
        return heads;
    }

    /** Numbers all its processes. */
    ProcessIds processIds() {
        return lists.ids();
    }

    Series<EventList> events() {
        return clock.ofEvents(time.within(lists.events()));
    }

    /** Its side of all its links. */
    Series<List<RemoteNode>> peers() {
        return clock.ofLinks(series(Tool.NETWORK_NODES, RemoteNode::list));
    }

    Series<Dump> stacks() {
        List<Timed<Dump>> stacks = new ArrayList<>();
        for (Call call : replies.answered(Tool.PPROF_GOROUTINES)) {
            boolean observed = call.dialect() == Dialect.OBSERVER;
            replies.read(call, Tool.PPROF_GOROUTINES, (in, at) -> GoroutineDump.read(in, at, call.dialect()))
                    .ifPresent(dump -> stacks.add(Timed.of(
                            call,
                            new Dump(
                                    call.argument("debug").equals("1") ? 1 : 2,
                                    call.argument(observed ? "stack" : "filter"),
                                    call.argument("exclude"),
                                    false,
                                    dump.renamed(this::listed)))));
        }
        stacks.sort(Comparator.comparing(Timed::at));
        List<Taken<Dump>> taken = attached.dumps().stream()
                .map(dump -> new Taken<>(
                        dump.at(),
                        dump.during(),
                        dump.call(),
                        new Dump(
                                dump.form() == ProfileForm.GOROUTINES ? 2 : 1,
                                "",
                                "",
                                false,
                                dump.it().renamed(this::listed))))
                .toList();
        return with(time.within(new Series<>(stacks)), taken);
    }

    /** The same with pids as the lists of processes write them. */
    Series<Dump> listed(Series<Dump> looks) {
        return looks.map(dump -> new Dump(
                dump.debug(),
                dump.filter(),
                dump.exclude(),
                dump.look(),
                dump.dump().renamed(this::listed)));
    }

    /**
     * With profiles that were taken along. One from the time of the capture is a reading like any other. One from another time counts only
     * where the capture itself has none, and only the newest: nothing is compared with it.
     */
    private static <T> Series<T> with(Series<T> own, List<Taken<T>> attached) {
        List<Timed<T>> during = Stream.concat(
                        own.readings().stream(),
                        attached.stream().filter(Taken::during).map(ToolReader::timed))
                .sorted(Comparator.comparing(Timed::at))
                .toList();
        return new Series<>(
                during.isEmpty()
                        ? attached.stream().max(Comparator.comparing(Taken::at)).map(ToolReader::timed).stream()
                                .toList()
                        : during);
    }

    private static <T> Timed<T> timed(Taken<T> profile) {
        return new Timed<>(profile.at(), profile.call(), profile.it());
    }

    /** A pid as the lists of processes write it: labels have the older form in every version (ERGO33.md 5). */
    private String listed(String pid) {
        if (pid.isEmpty()) {
            return pid;
        }
        Map<String, String> listed = pids.orElseGet(this::pidsInTexts);
        pids = Optional.of(listed);
        return listed.getOrDefault(pid, pid);
    }

    private Map<String, String> pidsInTexts() {
        Map<String, String> listed = new HashMap<>();
        for (int process = 0; process < lists.ids().size(); process++) {
            String pid = lists.ids().pid(process);
            String inTexts = Ids.inTexts(pid);
            if (!inTexts.equals(pid)) {
                listed.put(inTexts, pid);
            }
        }
        return listed;
    }

    /** Heap profiles of all functions. */
    Series<HeapProfile> heaps() {
        List<Timed<HeapProfile>> heaps = new ArrayList<>();
        for (Call call : replies.answered(Tool.PPROF_HEAP)) {
            if (isUnfiltered(call)) {
                replies.read(
                                call,
                                Tool.PPROF_HEAP,
                                (in, at) -> call.dialect() == Dialect.OBSERVER
                                        ? HeapProfile.fromRecords(in, at, heapAt(call.moment()))
                                        : HeapProfile.read(lines(in), at.file()))
                        .ifPresent(heap -> heaps.add(Timed.of(call, heap)));
            }
        }
        heaps.sort(Comparator.comparing(Timed::at));
        return with(time.within(new Series<>(heaps)), attached.heap());
    }

    /** Bytes that lived through the collection that is nearest to that moment; empty where the node tells none. */
    private OptionalLong heapAt(Instant moment) {
        return infos.readings().stream()
                .filter(info -> info.it().heapLive().isKnown())
                .min(Comparator.comparing(
                        info -> Duration.between(info.at(), moment).abs()))
                .flatMap(info -> info.it().heapLive().value())
                .map(live -> OptionalLong.of(live.count()))
                .orElse(OptionalLong.empty());
    }

    private static boolean isUnfiltered(Call call) {
        return call.argument("filter").isEmpty() && call.argument("exclude").isEmpty();
    }

    static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
