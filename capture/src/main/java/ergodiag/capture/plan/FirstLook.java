package ergodiag.capture.plan;

import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Session;
import ergodiag.capture.lists.CountedRows;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.NodeError;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A small look at every node, from which the capture is planned: how many processes, events and goroutines, and how long their rows are. */
public final class FirstLook {
    private static final Duration HELLO = Duration.ofSeconds(3);
    /** Of a cluster in which hundreds of nodes do not answer, those that were not looked at by then are asked in what follows. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int ROWS = 5;
    /** Rows are measured at so many nodes; others of the cluster have rows like theirs. */
    private static final int MEASURED = 8;

    private final Session visit;
    private final boolean measures;
    private final AtomicInteger measured = new AtomicInteger();

    /** @param measures whether rows are looked at too; else they are taken to be as long as usual */
    public FirstLook(Session visit, boolean measures) {
        this.visit = visit;
        this.measures = measures;
    }

    public Map<String, NodeSize> look() {
        visit.phase("first look at every node");
        visit.asker().deadline(LONGEST);
        Map<String, NodeSize> sizes = new ConcurrentSkipListMap<>();
        visit.everywhere(node -> sizes.put(node, size(node)));
        return sizes;
    }

    private NodeSize size(String node) {
        Answer hello = visit.asker().ask(Agenda.nodeInfo(node).within(HELLO));
        Optional<NodeInfo> info = hello.read(NodeInfo::read);
        if (NodeError.of(hello.call()).isNotPermitted()) {
            visit.roster().hide(node);
        }
        if (!hello.came()) {
            return new NodeSize(false, 0, 0, 0, NodeSize.PROCESS, NodeSize.EVENT, 0);
        }
        Answer stats =
                Tool.RUNTIME_STATS.askedBy(hello.call()) ? hello : visit.asker().ask(Agenda.runtimeStats(node));
        long goroutines =
                stats.read(RuntimeStats::read).map(RuntimeStats::goroutines).orElse(0L);
        boolean measure = measures && measured.incrementAndGet() <= MEASURED;
        return new NodeSize(
                true,
                info.map(NodeInfo::processesTotal).orElse(0L),
                info.map(NodeInfo::registeredEvents).orElse(0L),
                goroutines,
                measure
                        ? bytes(Agenda.someProcesses(node, ROWS), ProcessRow::stream, NodeSize.PROCESS)
                        : NodeSize.PROCESS,
                measure ? bytes(Agenda.someEvents(node, ROWS), EventInfo::stream, NodeSize.EVENT) : NodeSize.EVENT,
                hello.call().timing().took().toNanos() / 1e9);
    }

    private <T> long bytes(Question question, CountedRows.Reader<T> reader, long otherwise) {
        AtomicLong rows = new AtomicLong();
        Answer answer = CountedRows.ask(visit.asker(), question, reader, row -> rows.incrementAndGet(), call -> call);
        return rows.get() == 0 ? otherwise : answer.call().bytes() / rows.get() + 1;
    }
}
