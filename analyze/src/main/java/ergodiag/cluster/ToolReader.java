package ergodiag.cluster;

import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.GoroutineDump;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what one node said to the tools that it was asked, as far as its readings may be compared. */
final class ToolReader {
    private final Replies replies;
    private final Series<NodeInfo> infos;
    private final NodeClock clock;
    private final UsableTime time;
    private final ListReader lists;
    private final Series<ProcessList> allProcesses;

    ToolReader(Replies replies, Series<NodeInfo> infos, NodeClock clock, UsableTime time) {
        this.replies = replies;
        this.infos = infos;
        this.clock = clock;
        this.time = time;
        this.lists = new ListReader(replies);
        this.allProcesses = clock.ofProcesses(time.within(lists.processes("all")));
    }

    /** How a text is read line by line. */
    interface LineReader<T> {
        T read(BufferedReader lines, String file) throws IOException;
    }

    /** What a tool said, each reply by itself. */
    <T> Series<T> series(Tool tool, Replies.Reader<T> reader) {
        return time.within(replies.series(tool, reader));
    }

    /** The profiles that a tool made of all functions. */
    <T> Series<T> unfiltered(Tool tool, LineReader<T> reader) {
        return new Series<>(series(tool, (in, at) -> reader.read(lines(in), at.file())).readings().stream()
                .filter(profile -> profile.call().argument("filter").isEmpty()
                        && profile.call().argument("exclude").isEmpty())
                .toList());
    }

    Series<NodeInfo> infos() {
        return clock.timed(time.within(infos));
    }

    Series<ProcessList> allProcesses() {
        return allProcesses;
    }

    Series<ProcessList> youngProcesses() {
        return clock.ofProcesses(time.within(lists.processes("young")));
    }

    /** Lists that show some processes only. */
    Series<List<ProcessRow>> heads() {
        return clock.ofRows(time.within(lists.heads()));
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
        for (Timed<GoroutineDump> dump : series(
                        Tool.PPROF_GOROUTINES, (in, at) -> GoroutineDump.read(lines(in), at.file()))
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

    static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
