package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.cluster.BuildTags;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.GoroutineGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Actors of a node built without {@code -tags=pprof} that stand in the same place dump after dump. Their goroutines carry no process id, so
 * that one that is stuck looks like many that come and go: neither can be said.
 */
final class UnnamedActors {
    private static final String ACTOR = "ProcessRun";

    private UnnamedActors() {}

    /** Says who cannot be told to be well. */
    static void note(Node node, Examination examination) {
        if (!BuildTags.of(node).lacksPprof()) {
            return;
        }
        double least = examination.limit(GoroutineLimits.STUCK);
        List<String> lasting = places(node).entrySet().stream()
                .filter(place -> Duration.between(
                                        place.getValue().first(),
                                        place.getValue().last())
                                .toMillis()
                        >= 1000 * least)
                .map(Map.Entry::getKey)
                .toList();
        if (!lasting.isEmpty()) {
            examination.cannotSee(new Gap(
                    "actors of " + node.name() + " stand in "
                            + String.join(", ", lasting.subList(0, Math.min(3, lasting.size())))
                            + (lasting.size() > 3 ? " and " + Words.many(lasting.size() - 3, "other function") : "")
                            + " dump after dump, and without -tags=pprof no dump tells whether they are the same",
                    node.name(),
                    Tool.PPROF_GOROUTINES.toolName(),
                    "a build with -tags=pprof, then ergodiag capture --profile standard --window 60"));
        }
    }

    /** Functions in which actors without a name stand, and when that was seen. */
    private static Map<String, TreeSet<Instant>> places(Node node) {
        Map<String, TreeSet<Instant>> places = new TreeMap<>();
        for (Timed<Dump> dump : node.dumpsAndLooks()) {
            for (GoroutineGroup group : dump.it().groups()) {
                if (group.labels().isEmpty()
                        && group.mentions(ACTOR)
                        && StackSample.process(node, group).isEmpty()) {
                    dump.it()
                            .standing(group)
                            .filter(standing -> standing.application() && mayWait(standing))
                            .ifPresent(standing -> places.computeIfAbsent(standing.function(), any -> new TreeSet<>())
                                    .add(dump.at()));
                }
            }
        }
        return places;
    }

    /** A grouped dump does not tell what is waited for. */
    private static boolean mayWait(TopFrame standing) {
        return !GoroutineGroup.isReady(standing.what());
    }
}
