package ergodiag.capture.look;

import static ergodiag.ergo.PlaybookName.PERFORMANCE_BOTTLENECK;
import static ergodiag.ergo.PlaybookName.RESTART_LOOP;

import ergodiag.capture.ask.Asker;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.capture.suspects.EventSuspects;
import ergodiag.capture.suspects.LinkSuspects;
import ergodiag.capture.suspects.Suspect;
import ergodiag.capture.suspects.Suspects;
import ergodiag.ergo.Ids;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.FunctionName;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of suspects, and of supervisors and pools: of a suspect once, until it answered. Inspecting waits for the process, so only
 * supervisors and pools are inspected, never one that is stuck, never one of the MCP application (ERGO.md 3).
 */
final class CloserLook {
    private static final int MOST_BLOCKS = 5;
    /** With more goroutines than this a dump with debug=2 would stop the node for too long. */
    private static final long MOST_GOROUTINES = 10_000;

    private static final int GENERATIONS = 3;

    private final Asker asker;
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> inspected = new ConcurrentHashMap<>();

    CloserLook(Asker asker) {
        this.asker = asker;
    }

    void at(String node, List<Suspect> suspects, long goroutines) {
        for (Suspect suspect : suspects) {
            ProcessRow row = suspect.process();
            once(Agenda.processInfo(node, row.pid(), suspect.reason()));
            if (!row.behavior().isEmpty() && !row.state().equals("sleep")) {
                stacks(node, suspect, goroutines);
            }
        }
    }

    void at(String node, Collection<EventSuspects.Noted> events) {
        events.forEach(noted -> once(Question.of(node, Tool.EVENT_INFO, noted.reason())
                .about(noted.event().name())
                .with("name", noted.event().name())));
    }

    /** Asks both ends, as far as the user lets them be asked. */
    void at(Collection<LinkSuspects.Bad> links, Collection<String> nodes) {
        for (LinkSuspects.Bad bad : links) {
            end(bad.from(), bad.to(), bad.reason(), nodes);
            end(bad.to(), bad.from(), bad.reason(), nodes);
        }
    }

    private void end(String node, String peer, Purpose why, Collection<String> nodes) {
        if (nodes.contains(node)) {
            once(Question.of(node, Tool.NETWORK_NODE_INFO, why).about(peer).with("name", peer));
        }
    }

    private void once(Question question) {
        if (!answered.contains(question.series()) && asker.ask(question).came()) {
            answered.add(question.series());
        }
    }

    private void stacks(String node, Suspect suspect, long goroutines) {
        String pid = suspect.pid();
        Purpose why = suspect.reason().and("stack of " + pid);
        if (asker.isObserved(node)) {
            // all stacks are in the dump of everything; whose they are only labels tell
            OptionalLong number = Ids.of(pid).map(Ids.Id::number).orElse(OptionalLong.empty());
            if (number.isPresent()) {
                Question named = Agenda.goroutinesOf(node, pid, Ids.shortForm(node, number.getAsLong()), why);
                dumpOnce(named, named.series());
            }
            return;
        }
        String behavior = suspect.process().behavior();
        Question dump = Question.of(node, Tool.PPROF_GOROUTINES, why)
                .with("limit", MOST_BLOCKS)
                .large();
        Question labels = dump.named("labels", pid).with("debug", 1).with("filter", pid);
        Question stack = dump.named("stack", pid).with("debug", 2).with("filter", receiver(behavior));
        if (goroutines > MOST_GOROUTINES) {
            asker.skip(
                    stack,
                    Skip.budget("the node has " + goroutines + " goroutines, a dump would stop it for too long"));
            return;
        }
        dumpOnce(labels, labels.series());
        dumpOnce(stack, node + "|stack|" + behavior);
    }

    /** One without a stack is asked for again at the next look: the process may have been asleep. */
    private void dumpOnce(Question dump, String key) {
        if (!answered.contains(key)
                && FilteredDumps.stacks(FilteredDumps.dump(asker, dump))
                                .map(GoroutineDump::showing)
                                .orElse(0L)
                        > 0) {
            answered.add(key);
        }
    }

    /** The behaviour {@code main.X} stands in stacks as {@code main.(*X)}, and {@code main.X[float64]} as {@code main.(*X[...])}. */
    static String receiver(String behavior) {
        String plain = FunctionName.plain(behavior);
        String type = plain.substring(plain.lastIndexOf('.') + 1);
        return "(*" + type + (plain.equals(behavior) ? ")" : "[...])");
    }

    /** Supervisors and pools: those that were inspected before and those of suspects first, the same ones in every reading. */
    void inspect(String node, List<ProcessRow> rows, List<Suspect> suspects, int most) {
        Set<String> before = inspected.computeIfAbsent(node, any -> ConcurrentHashMap.newKeySet());
        Set<String> above = above(suspects, rows);
        List<ProcessRow> chosen = inspectable(rows, suspects)
                .sorted(Comparator.comparing((ProcessRow row) -> !above.contains(row.pid()))
                        .thenComparing(row -> !before.contains(row.pid()))
                        .thenComparing(ProcessRow::pid))
                .toList();
        for (int i = 0; i < chosen.size(); i++) {
            Question question = inspection(node, chosen.get(i).pid());
            if (i < most) {
                before.add(chosen.get(i).pid());
                asker.ask(question);
            } else {
                asker.skip(
                        question,
                        Skip.budget("the node has more than " + most
                                + " supervisors and pools, of which only so many are looked at"));
            }
        }
    }

    /** Supervisors and pools of suspects which the reading before left out, so that the one after is the second. */
    void inspectNew(String node, List<ProcessRow> rows, List<Suspect> suspects) {
        Set<String> before = inspected.computeIfAbsent(node, any -> ConcurrentHashMap.newKeySet());
        Set<String> above = above(suspects, rows);
        inspectable(rows, suspects)
                .filter(row -> above.contains(row.pid()) && before.add(row.pid()))
                .forEach(row -> asker.ask(inspection(node, row.pid())));
    }

    private static Question inspection(String node, String pid) {
        return Question.of(
                        node,
                        Tool.PROCESS_INSPECT,
                        Purpose.of("restarts of supervisors, fill of pools", PERFORMANCE_BOTTLENECK, RESTART_LOOP))
                .about(pid)
                .with("pid", pid);
    }

    private static Stream<ProcessRow> inspectable(List<ProcessRow> rows, List<Suspect> suspects) {
        Set<String> parents = new HashSet<>();
        rows.forEach(row -> parents.add(row.parent()));
        Set<String> stuck =
                suspects.stream().filter(Suspect::stuck).map(Suspect::pid).collect(Collectors.toSet());
        return rows.stream()
                .filter(row -> !Suspects.ours(row) && answersAtOnce(row) && managesOthers(row, parents))
                .filter(row -> !stuck.contains(row.pid()));
    }

    /** The suspects themselves and those they come from. */
    private static Set<String> above(List<Suspect> suspects, List<ProcessRow> rows) {
        Map<String, String> parents = new HashMap<>();
        rows.forEach(row -> parents.put(row.pid(), row.parent()));
        Set<String> above = new HashSet<>();
        for (Suspect suspect : suspects) {
            String pid = suspect.pid();
            above.add(pid);
            for (int i = 0; i < GENERATIONS; i++) {
                pid = parents.getOrDefault(pid, suspect.process().parent());
                above.add(pid);
            }
        }
        return above;
    }

    private static boolean managesOthers(ProcessRow row, Set<String> parents) {
        String behavior = row.behavior().toLowerCase(Locale.ROOT);
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
