package ergodiag.capture.plan;

import static ergodiag.ergo.PlaybookName.PERFORMANCE_BOTTLENECK;
import static ergodiag.ergo.PlaybookName.ZOMBIE_PROCESSES;

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
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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
    private static final int MOST_PAIRS = 90;

    private final Scope scope;
    private final List<String> nodes;
    private final Predicate<String> direct;
    private final List<PlannedCall> calls = new ArrayList<>();

    /** @param direct whether a node is asked at its own endpoint, without the wall */
    public Estimate(Scope scope, List<String> nodes, Predicate<String> direct) {
        this.scope = scope;
        this.nodes = nodes;
        this.direct = direct;
    }

    List<PlannedCall> of(String node, NodeSize size) {
        calls.clear();
        long seconds = scope.window().toSeconds();
        boolean window = seconds > 0;
        long readings = window ? 2 : 1;
        long between =
                window ? Math.max(0, (seconds - 8) / scope.profile().round().toSeconds()) : 0;
        if (window) {
            samplers(node, size, seconds);
            add(1, MessageTypes.names(node), size);
        }
        add(seconds / 3 + 2 + readings + between, Agenda.nodeInfo(node), size);
        add(seconds / 3 + 2, Agenda.runtimeStats(node), size);
        lists(node, size, readings + (size.processes() <= Readings.SMALL ? between : 0));
        links(node, readings * LinkPages.passes(nodes.size()) + (LinkPages.few(nodes.size()) ? between : 0), size);
        Agenda.twice(node).forEach(question -> add(readings, question, bytes(question, size), size));
        Agenda.once(node).forEach(question -> add(1, question, size));
        Agenda.goroutines(node, 20)
                .forEach(question -> add(readings, question, Math.min(PART, 2_000 + size.goroutines() * 40), size));
        pings(node, size);
        if (scope.profile() == Profile.COMPLETE) {
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
        long heady = ProcessRow.SORT_KEYS.size() * (direct.test(node) ? 1_000L : PART / size.bytesPerProcess());
        parts(node, times, ProcessPages.base(node), (heads ? heady : size.processes()) * size.bytesPerProcess(), size);
        parts(node, times, EventPages.base(node), size.events() * size.bytesPerEvent(), size);
    }

    private void parts(String node, long times, Question question, long bytes, NodeSize size) {
        long parts = direct.test(node) ? 1 : bytes / PART + 1;
        add(times * parts, question, bytes / parts, size);
    }

    private void links(String node, long times, NodeSize size) {
        parts(node, times, Agenda.links(node), PEER * Math.max(0, nodes.size() - 1), size);
    }

    private void pings(String node, NodeSize size) {
        boolean all = nodes.size() * (nodes.size() - 1) <= MOST_PAIRS;
        if (nodes.size() > 1 && (all || direct.test(node))) {
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
            calls.add(PlannedCall.of(times, question, bytes, size.seconds()));
        }
    }
}
