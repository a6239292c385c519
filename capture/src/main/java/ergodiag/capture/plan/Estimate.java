package ergodiag.capture.plan;

import static ergodiag.ergo.PlaybookName.PERFORMANCE_BOTTLENECK;
import static ergodiag.ergo.PlaybookName.ZOMBIE_PROCESSES;

import ergodiag.capture.ask.Asker;
import ergodiag.capture.lists.EventPages;
import ergodiag.capture.lists.LinkPages;
import ergodiag.capture.lists.ProcessPages;
import ergodiag.capture.look.CompleteProfile;
import ergodiag.capture.look.Readings;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Scope;
import ergodiag.capture.scope.WatchedEvent;
import ergodiag.capture.watch.CpuProfiler;
import ergodiag.capture.watch.EventListener;
import ergodiag.capture.watch.GoroutineSampler;
import ergodiag.capture.watch.LogListener;
import ergodiag.capture.watch.MessageTypes;
import ergodiag.capture.watch.Window;
import ergodiag.ergo.Tool;
import ergodiag.ergo.process.ProcessRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How often each question would be asked in a capture, and how much its replies would bring: what {@code --dry-run} prints. */
public final class Estimate {
    /** So many calls are in flight at once. */
    static final int AT_ONCE = 4;

    /** Bytes of a reply below the wall, where a list takes several. */
    private static final long PART = 45_000;

    /** A CPU profile with all of its functions. */
    private static final long ALL_FUNCTIONS = 12_000;

    private static final long STACK = 700;
    private static final long PEER = 900;

    /** A node in the map of an Observer. */
    private static final long MAPPED = 1_700;

    private static final int MOST_PAIRS = 90;

    private final Scope scope;
    private final List<String> nodes;
    private final Ways ways;
    private final List<PlannedCall> calls = new ArrayList<>();

    /** How the nodes are asked. */
    public interface Ways {
        /** Whether a reply of a node may be of any length: no wall stands between. */
        boolean isUnbounded(String node);

        /** Whether an Observer is asked about a node. */
        boolean isObserved(String node);

        /** The question as an endpoint takes it; empty where none knows it. */
        Optional<Question> asked(Question question);

        /** As they are asked now. */
        static Ways of(Asker asker) {
            return new Ways() {
                @Override
                public boolean isUnbounded(String node) {
                    return asker.isUnbounded(node);
                }

                @Override
                public boolean isObserved(String node) {
                    return asker.isObserved(node);
                }

                @Override
                public Optional<Question> asked(Question question) {
                    return asker.asked(question);
                }
            };
        }
    }

    public Estimate(Scope scope, List<String> nodes, Ways ways) {
        this.scope = scope;
        this.nodes = nodes;
        this.ways = ways;
    }

    List<PlannedCall> of(String node, NodeSize size) {
        calls.clear();
        long seconds = scope.window().toSeconds();
        boolean window = seconds > 0;
        long readings = window ? 2 : 1;
        long between =
                window ? Math.max(0, (seconds - 8) / scope.profile().round().toSeconds()) : 0;
        boolean observed = ways.isObserved(node);
        if (window) {
            samplers(node, size, seconds);
            add(1, MessageTypes.names(node), size);
        }
        if (observed) {
            observed(node, size, readings, between);
        } else {
            add(seconds / 3 + 2 + readings + between, Agenda.nodeInfo(node), size);
            add(seconds / 3 + 2, Agenda.runtimeStats(node), size);
        }
        lists(node, size, readings + (size.processes() <= Readings.SMALL ? between : 0));
        links(node, readings * LinkPages.passes(nodes.size()) + (LinkPages.few(nodes.size()) ? between : 0), size);
        Agenda.twice(node).stream()
                .filter(question -> !observed || Readings.isAskedOfObservers(question.tool()))
                .forEach(question -> add(readings, question, bytes(question, size), size));
        Agenda.once(node).stream()
                .filter(question -> !observed || Readings.isAskedOfObservers(question.tool()))
                .forEach(question -> add(1, question, size));
        (observed ? List.<Question>of() : Agenda.goroutines(node, 20))
                .forEach(question -> add(readings, question, Math.min(PART, 2_000 + size.goroutines() * 40), size));
        pings(node, size);
        if (scope.profile() == Profile.COMPLETE && !observed) {
            CompleteProfile.plan(node).forEach(question -> add(between + 2, question, size.goroutines() * STACK, size));
        }
        long looked = Math.min(scope.profile().suspects(), size.processes() / 10);
        add(
                looked,
                Agenda.processInfo(
                        node, "PID", Purpose.of("what a suspect is doing", PERFORMANCE_BOTTLENECK, ZOMBIE_PROCESSES)),
                size);
        return List.copyOf(calls);
    }

    /** What is asked of an Observer otherwise, or in another number: its map tells the counters of all nodes. */
    private void observed(String node, NodeSize size, long readings, long between) {
        long seconds = scope.window().toSeconds();
        if (node.equals(nodes.get(0))) {
            add(seconds / 3 + 1, Agenda.map(), nodes.size() * MAPPED, size);
        }
        add(2 + readings + between, Agenda.nodeInfo(node), size);
        add(1, Agenda.capabilities(node), size);
        if (seconds > 0) {
            add(seconds / 8 + 2, LogListener.lens(node), size);
        }
        add(readings, Agenda.heap(node), size);
        boolean few = size.goroutines() <= Readings.FEW_GOROUTINES;
        add(readings + (few ? between : 0), Agenda.allGoroutines(node), size.goroutines() * STACK, size);
    }

    private void samplers(String node, NodeSize size, long seconds) {
        int profile = Window.profileSeconds(scope.window());
        add(1, LogListener.question(node, scope.window()), size);
        for (WatchedEvent event : scope.events()) {
            if (event.node().orElse(node).equals(node)) {
                add(1, EventListener.question(node, event.name(), scope.window(), 20), size);
            }
        }
        add(1, CpuProfiler.start(CpuProfiler.profile(node, false, profile), profile), ALL_FUNCTIONS, size);
        add(1, CpuProfiler.start(CpuProfiler.profile(node, true, profile), profile), 2_000, size);
        add(1, Agenda.actors(node, 20), Math.min(PART, 2_000 + size.goroutines() * 40), size);
        add(1, GoroutineSampler.question(node, scope.window()), 40_000, size);
        add(seconds + 4, Question.of(node, Tool.SAMPLE_READ, "fetch what was listened to and profiled"), size);
        add(4, Question.of(node, Tool.SAMPLE_STOP, "stop what we started"), size);
    }

    private void lists(String node, NodeSize size, long times) {
        long most = scope.maxProcesses();
        boolean heads = size.processes() > most;
        long heady = ProcessRow.SORT_KEYS.size() * (ways.isUnbounded(node) ? 1_000L : PART / size.bytesPerProcess());
        parts(node, times, ProcessPages.base(node), (heads ? heady : size.processes()) * size.bytesPerProcess(), size);
        parts(node, times, EventPages.base(node), size.events() * size.bytesPerEvent(), size);
    }

    private void parts(String node, long times, Question question, long bytes, NodeSize size) {
        long parts = ways.isUnbounded(node) ? 1 : bytes / PART + 1;
        add(times * parts, question, bytes / parts, size);
    }

    private void links(String node, long times, NodeSize size) {
        parts(node, times, Agenda.links(node), PEER * Math.max(0, nodes.size() - 1), size);
    }

    private void pings(String node, NodeSize size) {
        boolean all = nodes.size() * (nodes.size() - 1) <= MOST_PAIRS;
        if (nodes.size() > 1 && (all || ways.isUnbounded(node))) {
            Question ping = Agenda.ping(node, nodes.size() == 2 ? other(node) : "each other node");
            add(3L * (nodes.size() - 1), ping, size);
        }
    }

    private String other(String node) {
        return nodes.get(0).equals(node) ? nodes.get(1) : nodes.get(0);
    }

    /** Of a list the head is asked for; what else is asked of a node has one size. */
    private static long bytes(Question question, NodeSize size) {
        return question.tool() == Tool.PROCESS_LIST
                ? Math.min(Agenda.HEAD, size.processes() / 10 + 1) * size.bytesPerProcess()
                : question.tool().usualBytes();
    }

    private void add(long times, Question question, NodeSize size) {
        add(times, question, question.tool().usualBytes(), size);
    }

    private void add(long times, Question question, long bytes, NodeSize size) {
        if (times > 0 && scope.choice().leavesOut(question).isEmpty()) {
            ways.asked(question).ifPresent(asked -> calls.add(PlannedCall.of(times, asked, bytes, size.seconds())));
        }
    }
}
