package ergodiag.capture.look;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;
import static ergodiag.ergo.PlaybookName.GOROUTINES;
import static ergodiag.ergo.PlaybookName.PERFORMANCE_BOTTLENECK;
import static ergodiag.ergo.PlaybookName.RESTART_LOOP;
import static ergodiag.ergo.PlaybookName.ZOMBIE_PROCESSES;

import ergodiag.capture.ask.Asker;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.suspects.Suspects;
import ergodiag.ergo.Tool;
import ergodiag.ergo.process.ProcessRow;
import java.util.List;

/** What only the profile {@link ergodiag.capture.scope.Profile#COMPLETE} asks: what a replay needs to answer any question a playbook or a person may have. */
public final class CompleteProfile {
    private static final Purpose WHY =
            Purpose.of("every goroutine, for a replay", PERFORMANCE_BOTTLENECK, ZOMBIE_PROCESSES, GOROUTINES);
    private static final int BLOCKS_BEHIND_THE_WALL = 40;
    private static final int BLOCKS = 100_000;
    /** Of a node with more processes the first so many are looked at one by one. */
    private static final int MOST = 500;

    private CompleteProfile() {}

    /** Asked of every node in every round. */
    public static List<Question> plan(String node) {
        return List.of(dump(node, 1, BLOCKS), dump(node, 2, BLOCKS));
    }

    private static Question dump(String node, int debug, int limit) {
        return Question.of(node, Tool.PPROF_GOROUTINES, WHY)
                .named(debug == 1 ? "all" : "dump")
                .with("debug", debug)
                .with("limit", limit)
                .large();
    }

    /** One round. */
    public static void round(Asker asker, String node) {
        if (asker.isObserved(node)) {
            FilteredDumps.dump(asker, Agenda.allGoroutines(node));
            return;
        }
        for (int debug : new int[] {1, 2}) {
            FilteredDumps.dump(asker, dump(node, debug, asker.isUnbounded(node) ? BLOCKS : BLOCKS_BEHIND_THE_WALL));
        }
    }

    /** What belongs to the complete readings. */
    static void whole(Asker asker, String node, List<ProcessRow> rows) {
        if (asker.isObserved(node)) {
            // the dump is asked for with the other readings, and a look at each process would leave an inspector for
            // each
            return;
        }
        round(asker, node);
        asker.ask(Question.of(node, Tool.LOG_LEVEL_GET, Purpose.of("what is logged", RESTART_LOOP)));
        asker.ask(Question.of(node, Tool.SAMPLE_LIST, "who samples this node"));
        List<ProcessRow> theirs =
                rows.stream().filter(row -> !Suspects.ours(row)).toList();
        for (ProcessRow row : theirs.subList(0, Math.min(MOST, theirs.size()))) {
            asker.ask(Agenda.processInfo(
                    node,
                    row.pid(),
                    Purpose.of("every process, for a replay", PERFORMANCE_BOTTLENECK, ZOMBIE_PROCESSES)));
        }
        theirs.stream()
                .map(ProcessRow::application)
                .filter(name -> !name.isEmpty())
                .distinct()
                .forEach(name -> asker.ask(
                        Question.of(node, Tool.APP_INFO, Purpose.of("every application, for a replay", CLUSTER_HEALTH))
                                .about(name)
                                .with("name", name)));
    }
}
