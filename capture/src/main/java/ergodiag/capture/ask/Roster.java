package ergodiag.capture.ask;

import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.State;
import ergodiag.capture.scope.Approach;
import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** The nodes we heard of, who told us, and how far their clocks are from ours. Safe for use by several threads. */
public final class Roster {
    private final Approach approach;
    private final Map<String, Set<String>> knownFrom = new ConcurrentSkipListMap<>();
    private final Set<String> hidden = new ConcurrentSkipListSet<>();
    private final Map<String, String> notNodes = new ConcurrentSkipListMap<>();
    private final Map<String, List<Clock>> clocks = new ConcurrentHashMap<>();

    public Roster(Approach approach) {
        this.approach = approach;
    }

    /** A node's clock minus ours, known to plus or minus {@code uncertainty}. */
    private record Clock(Duration offset, Duration uncertainty) {

        /**
         * Where all looks agree: each knows the offset between two bounds, and what waited longer knows less. Where they contradict each
         * other, as with a clock that stood still or jumped, the uncertainty is the contradiction.
         */
        static Clock of(List<Clock> looks) {
            Duration least = looks.stream()
                    .map(look -> look.offset().minus(look.uncertainty()))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalArgumentException("no look at a clock"));
            Duration most = looks.stream()
                    .map(look -> look.offset().plus(look.uncertainty()))
                    .min(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalArgumentException("no look at a clock"));
            return new Clock(
                    least.plus(most).dividedBy(2), most.minus(least).abs().dividedBy(2));
        }
    }

    /** Whether this can be the name of a node, which always has an '@'. */
    public static boolean isNode(String name) {
        return name.contains("@");
    }

    /** What was given as the name of a node and is none, a sentence each. */
    public List<String> notNodes() {
        return notNodes.entrySet().stream()
                .map(each -> "'" + each.getKey() + "' is named as a node by " + each.getValue()
                        + ", but is no node's name (it has no '@'): not asked")
                .toList();
    }

    /** @return whether the node was not known before */
    public synchronized boolean heardOf(String node, String from) {
        if (!isNode(node)) {
            notNodes.putIfAbsent(node, from);
            return false;
        }
        boolean fresh = !knownFrom.containsKey(node);
        knownFrom.computeIfAbsent(node, any -> new LinkedHashSet<>()).add(from);
        return fresh;
    }

    /** The endpoint's rights, or ours, do not reach to that node: it is not asked any more, and nothing may be concluded about it. */
    public void hide(String node) {
        hidden.add(node);
    }

    /** Nodes that the endpoint hides from us. */
    public List<String> hidden() {
        return List.copyOf(hidden);
    }

    private boolean asks(String node) {
        return approach.asks(node) && !hidden.contains(node);
    }

    /** Every node that is to be asked. */
    public synchronized List<String> nodes() {
        return knownFrom.keySet().stream().filter(this::asks).toList();
    }

    /** Nodes that the user left out. */
    public synchronized List<String> excluded() {
        return knownFrom.keySet().stream().filter(node -> !approach.asks(node)).toList();
    }

    /** What the user wrote of nodes that fits none of them. */
    public synchronized List<String> unmatched() {
        return approach.unmatched(List.copyOf(knownFrom.keySet()));
    }

    public Approach approach() {
        return approach;
    }

    /** The node looked at its clock between our sending and receiving. */
    public void clock(Answer answer, NodeInfo info) {
        Optional<Instant> server = info.serverTime().value();
        if (server.isEmpty()) {
            return;
        }
        Duration uncertainty = answer.call().timing().took().dividedBy(2);
        Duration offset = Duration.between(answer.call().moment(), server.get());
        if (offset.abs().compareTo(Manifest.WRONGEST_CLOCK) > 0) {
            return;
        }
        clocks.computeIfAbsent(answer.call().node(), node -> new CopyOnWriteArrayList<>())
                .add(new Clock(offset, uncertainty));
    }

    public synchronized List<NodeEntry> entries(java.util.function.Function<String, State> state) {
        List<NodeEntry> entries = new ArrayList<>();
        knownFrom.forEach((node, from) -> {
            Optional<Clock> clock = Optional.ofNullable(clocks.get(node)).map(Clock::of);
            entries.add(new NodeEntry(
                    node,
                    List.copyOf(from),
                    asks(node) ? state.apply(node) : State.EXCLUDED,
                    clock.map(Clock::offset),
                    clock.map(Clock::uncertainty)));
        });
        return entries;
    }
}
