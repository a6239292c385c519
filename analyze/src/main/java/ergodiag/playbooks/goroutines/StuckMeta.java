package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Words;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.pprof.StackFrame;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A meta process that stands at the same place of the application's code in every dump. It has two goroutines, told apart by the label
 * {@code role} (ERGO.md 5): its reader is there to wait for a socket, a pipe or a timer, so that only a lock holds it up; whatever else
 * handles its messages should come back as a callback does.
 */
final class StuckMeta {
    private static final String READER = "reader";
    private static final Set<String> LOCKS = Set.of("sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock");

    private StuckMeta() {}

    /** One goroutine of a meta process in one dump. */
    private record Seen(Timed<Dump> dump, GoroutineGroup group, TopFrame standing) {
        List<String> stack() {
            return group.frames().stream().map(StackFrame::function).toList();
        }
    }

    /** Judges every labelled meta process of a node. */
    static void judge(Node node, Examination examination) {
        Map<List<String>, List<Seen>> all = new LinkedHashMap<>();
        for (Timed<Dump> dump : node.dumpsAndLooks()) {
            for (GoroutineGroup group : dump.it().groups()) {
                Optional<String> meta = Optional.ofNullable(group.labels().get("meta"));
                Optional<TopFrame> standing = dump.it().standing(group).filter(TopFrame::application);
                if (meta.isPresent() && standing.isPresent()) {
                    all.computeIfAbsent(
                                    List.of(meta.get(), group.labels().getOrDefault("role", "")),
                                    key -> new ArrayList<>())
                            .add(new Seen(dump, group, standing.get()));
                }
            }
        }
        all.forEach((key, seen) -> judge(node, key.get(0), key.get(1), seen, examination));
    }

    private static void judge(Node node, String meta, String role, List<Seen> seen, Examination examination) {
        Seen first = seen.get(0);
        Seen last = seen.get(seen.size() - 1);
        double seconds = last.dump().secondsSince(first.dump());
        boolean still = seen.stream().map(Seen::stack).distinct().count() == 1
                && seconds >= examination.limit(GoroutineLimits.STUCK)
                && inEveryDump(node, seen);
        String what = reason(node, last);
        boolean waits = role.equals(READER) ? LOCKS.contains(what) || isLock(last) : !GoroutineGroup.isReady(what);
        if (!still || !waits) {
            return;
        }
        examination
                .finding(
                        "ED1005",
                        Severity.WARNING,
                        Subject.process(Subject.Kind.PROCESS, node.name(), "", meta, "", "")
                                .in(last.standing().function()))
                .sentence(
                        "The meta process %s on %s (%s) stands at the same place in all %s over %s: in %s%s.",
                        meta,
                        node.name(),
                        role.isEmpty() ? "its role is not told" : "role " + role,
                        Words.many(seen.stream().map(Seen::dump).distinct().count(), "dump"),
                        Words.seconds(seconds),
                        last.standing().function(),
                        what.isEmpty() ? "" : " (" + what + ")")
                .aspect(role)
                .number("stuck for at least", seconds, "s")
                .evidence(first.standing().evidence(), last.standing().evidence())
                .wouldChange("Another stack in a later dump.")
                .nextCapture(what.isEmpty() ? "ergodiag capture --profile deep --window 60" : "")
                .add();
    }

    /** Every dump that was not filtered away from it shows it from the first on. */
    private static boolean inEveryDump(Node node, List<Seen> seen) {
        Set<Timed<Dump>> showing = seen.stream().map(Seen::dump).collect(Collectors.toSet());
        String filter = seen.get(0).dump().it().filter();
        long wanted = node.dumpsAndLooks().stream()
                .filter(dump -> dump.it().filter().equals(filter)
                        && dump.it().debug() == seen.get(0).dump().it().debug()
                        && dump.it().look() == seen.get(0).dump().it().look()
                        && !dump.at().isBefore(seen.get(0).dump().at()))
                .filter(dump -> !showing.contains(dump))
                .count();
        return wanted == 0 && showing.size() >= 2;
    }

    /** The reason of a single stack in the same function, where a grouped dump has none. */
    private static String reason(Node node, Seen seen) {
        if (!seen.standing().what().isEmpty()) {
            return seen.standing().what();
        }
        Set<String> reasons = node.stacks().readings().stream()
                .filter(dump -> dump.it().debug() == 2)
                .flatMap(dump -> dump.it().groups().stream())
                .flatMap(group -> TopFrame.of(group, 2).stream())
                .filter(single -> single.function().equals(seen.standing().function()))
                .map(TopFrame::what)
                .collect(Collectors.toSet());
        return reasons.size() == 1 ? reasons.iterator().next() : "";
    }

    private static boolean isLock(Seen seen) {
        return seen.group().mentions("sync.(*Mutex).Lock") || seen.group().mentions("sync.(*RWMutex)");
    }
}
