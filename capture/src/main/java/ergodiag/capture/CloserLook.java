package ergodiag.capture;

import ergodiag.capture.Suspects.Suspect;
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is asked of suspects, and of supervisors and pools. Inspecting waits for the process, so only supervisors and pools are inspected,
 * never one that is stuck, never one of the MCP application (ERGO.md 3).
 */
final class CloserLook {
    private static final int MOST_BLOCKS = 5;
    /** With more goroutines than this a dump with debug=2 would stop the node for too long. */
    private static final long MOST_GOROUTINES = 10_000;

    private CloserLook() {}

    static void at(Asker asker, String node, List<Suspect> suspects, long goroutines) {
        Set<String> behaviors = new HashSet<>();
        for (Suspect suspect : suspects) {
            ProcessRow row = suspect.process();
            asker.ask(Question.of(node, Tool.PROCESS_INFO, suspect.reason())
                    .about(row.pid())
                    .with("pid", row.pid()));
            if (!row.behavior().isEmpty() && !row.state().equals("sleep")) {
                stacks(asker, node, suspect, goroutines, behaviors.add(row.behavior()));
            }
        }
    }

    private static void stacks(Asker asker, String node, Suspect suspect, long goroutines, boolean firstOfItsKind) {
        String pid = suspect.process().pid();
        String why = suspect.reason() + " (stack of " + pid + ")";
        Question dump = Question.of(node, Tool.PPROF_GOROUTINES, why)
                .with("limit", MOST_BLOCKS)
                .large();
        Question labels = dump.named("labels", pid).with("debug", 1).with("filter", pid);
        Question stack = dump.named("stack", pid)
                .with("debug", 2)
                .with("filter", receiver(suspect.process().behavior()));
        if (goroutines > MOST_GOROUTINES) {
            asker.skip(stack, "budget: the node has " + goroutines + " goroutines, a dump would stop it for too long");
            return;
        }
        Goroutines.dump(asker, labels);
        if (firstOfItsKind) {
            Goroutines.dump(asker, stack);
        }
    }

    /** The behaviour {@code main.X} stands in stacks as {@code main.(*X)}. */
    private static String receiver(String behavior) {
        int dot = behavior.lastIndexOf('.');
        return "(*" + behavior.substring(dot + 1) + ")";
    }

    /** Supervisors and pools, each inspected once per call of this method. */
    static void inspect(Asker asker, String node, List<ProcessRow> rows, int most) {
        Set<String> parents = new HashSet<>();
        rows.forEach(row -> parents.add(row.parent()));
        List<ProcessRow> chosen = rows.stream()
                .filter(row -> !Suspects.ours(row) && answersAtOnce(row) && managesOthers(row, parents))
                .sorted(java.util.Comparator.comparing(ProcessRow::pid))
                .toList();
        for (int i = 0; i < chosen.size(); i++) {
            ProcessRow row = chosen.get(i);
            Question question = Question.of(node, Tool.PROCESS_INSPECT, "2, 6: restarts of supervisors, fill of pools")
                    .about(row.pid())
                    .with("pid", row.pid());
            if (i < most) {
                asker.ask(question);
            } else {
                asker.skip(question, "budget: more than " + most + " supervisors and pools on one node");
            }
        }
    }

    private static boolean managesOthers(ProcessRow row, Set<String> parents) {
        String behavior = row.behavior().toLowerCase(java.util.Locale.ROOT);
        boolean looksLike = behavior.contains("sup") || behavior.contains("pool");
        return row.isSupervisor() || row.isPool() || row.kind().isEmpty() && looksLike && parents.contains(row.pid());
    }

    private static boolean answersAtOnce(ProcessRow row) {
        boolean sleeps = row.state().equals("sleep");
        boolean brief = row.stateTime()
                .value()
                .map(time -> time.compareTo(Duration.ofSeconds(1)) < 0)
                .orElse(false);
        return sleeps || row.state().equals(ProcessRow.RUNNING) && brief && row.mailbox() < 100;
    }
}
