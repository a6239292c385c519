package ergodiag.cluster.deaths;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Process;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The deaths that the nodes of a cluster logged, as families. A death that was passed on belongs to that of its sender; where the sender lives
 * on (a supervisor that ends siblings with the one that failed) to the newest failure of the same reason, of a child of the sender where one is known.
 */
public final class Deaths {
    /** Messages of one instant need not come in their order. */
    private static final Duration SAME_INSTANT = Duration.ofMillis(100);

    /** A supervisor waits for siblings that it ends; one that is busy is told of after 5 s (ERGO.md 5, shutdown). */
    private static final Duration PASSED_WITHIN = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final List<Death> all;
    private final Map<String, Death> byPid = new HashMap<>();
    private final Map<String, List<Death>> ownByReason = new HashMap<>();

    private Deaths(Cluster cluster, List<Death> all) {
        this.cluster = cluster;
        this.all = all;
        for (Death death : all) {
            byPid.put(death.pid(), death);
            if (death.isOwn()) {
                ownByReason
                        .computeIfAbsent(death.reason(), reason -> new ArrayList<>())
                        .add(death);
            }
        }
    }

    /** The families of all nodes, in order of time. */
    public static List<DeathFamily> of(Cluster cluster) {
        List<Death> all = cluster.nodes().stream()
                .flatMap(node -> node.logs().stream().flatMap(entry -> Death.of(node, entry).stream()))
                .sorted(Comparator.comparing(Death::at)
                        .thenComparing(death -> death.entry().sequence()))
                .toList();
        return new Deaths(cluster, all).families();
    }

    private List<DeathFamily> families() {
        Map<Death, List<Death>> families = new LinkedHashMap<>();
        Map<String, Death> unseen = new HashMap<>();
        for (Death death : all) {
            Death root = root(death);
            Death first = root.isOwn()
                    ? root
                    : unseen.compute(
                            root.sender().orElseThrow(),
                            (sender, known) -> known == null || isLater(known, root) ? root : known);
            List<Death> family = families.computeIfAbsent(first, it -> new ArrayList<>());
            if (death != first) {
                family.add(death);
            }
        }
        return families.entrySet().stream()
                .map(family -> new DeathFamily(family.getKey(), family.getValue()))
                .sorted(Comparator.comparing(DeathFamily::at))
                .toList();
    }

    private static boolean isLater(Death known, Death death) {
        return death.at().isAfter(known.at().plus(PASSED_WITHIN));
    }

    private Death root(Death death) {
        Set<Death> seen = new HashSet<>();
        Death at = death;
        for (Optional<Death> cause = cause(at); cause.isPresent() && seen.add(cause.get()); cause = cause(at)) {
            at = cause.get();
        }
        return at;
    }

    /** Whose failure was passed on to it; empty where it was its own, or the other's message is missing. */
    private Optional<Death> cause(Death death) {
        if (death.isOwn()) {
            return Optional.empty();
        }
        String sender = death.sender().orElseThrow();
        Optional<Death> its = Optional.ofNullable(byPid.get(sender)).filter(it -> it != death && isBefore(it, death));
        return its.isPresent() ? its : answered(sender, death);
    }

    /** The failure that a sender answers which lives on. */
    private Optional<Death> answered(String sender, Death death) {
        List<Death> alike = ownByReason.getOrDefault(death.reason(), List.of()).stream()
                .filter(it -> isBefore(it, death))
                .toList();
        List<Death> children = alike.stream().filter(it -> isChild(it, sender)).toList();
        List<Death> meant = children.isEmpty() ? alike : children;
        return meant.isEmpty() ? Optional.empty() : Optional.of(meant.get(meant.size() - 1));
    }

    private boolean isChild(Death death, String parent) {
        return cluster.node(death.node())
                .flatMap(node -> node.process(death.pid()))
                .map(Process::last)
                .filter(row -> row.parent().equals(parent))
                .isPresent();
    }

    private static boolean isBefore(Death one, Death other) {
        Duration apart = Duration.between(one.at(), other.at());
        return apart.compareTo(SAME_INSTANT.negated()) >= 0 && apart.compareTo(PASSED_WITHIN) <= 0;
    }
}
