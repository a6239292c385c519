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

/**
 * The nodes we heard of, who told us, and how far their clocks are from ours. A cluster may name any number: of those beyond what may be asked
 * only the number is kept. Safe for use by several threads.
 */
public final class Roster {
    /** No node's name is longer: Ergo's may have 255 letters. */
    private static final int LONGEST_NAME = 1_024;
    /** So many of what is only told of are told one by one; the rest as a number. */
    private static final int TOLD = 20;

    private static final int SHOWN = 80;

    private final Approach approach;
    private final Map<String, Set<String>> knownFrom = new ConcurrentSkipListMap<>();
    private final Set<String> asked = new ConcurrentSkipListSet<>();
    private final List<String> heard = new ArrayList<>();
    private final DistinctCount beyond = new DistinctCount();
    private final DistinctCount leftOut = new DistinctCount();
    private final Set<String> hidden = new ConcurrentSkipListSet<>();
    private final Map<String, String> notNodes = new ConcurrentSkipListMap<>();
    private final DistinctCount moreNotNodes = new DistinctCount();
    private List<String> unmatched;
    private final Map<String, List<Clock>> clocks = new ConcurrentHashMap<>();

    public Roster(Approach approach) {
        this.approach = approach;
        this.unmatched = approach.unmatched(List.of());
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

    /** Whether this can be the name of a node, which always has an '@' and is no longer than it may be. */
    public static boolean isNode(String name) {
        return name.contains("@") && name.length() <= LONGEST_NAME;
    }

    /** What was given as the name of a node and is none, a sentence each. */
    public synchronized List<String> notNodes() {
        List<String> said = new ArrayList<>();
        notNodes.forEach((name, from) -> said.add("'" + name.substring(0, Math.min(SHOWN, name.length()))
                + (name.length() > SHOWN ? "..." : "") + "' is named as a node by " + from + ", but is no node's name ("
                + (name.contains("@") ? "it has " + name.length() + " letters" : "it has no '@'") + "): not asked"));
        if (moreNotNodes.count() > 0) {
            said.add(moreNotNodes + " more that are named as nodes are no nodes' names: not asked");
        }
        return said;
    }

    /** @return whether the node was not known before, and is asked from now on */
    public synchronized boolean heardOf(String node, String from) {
        Set<String> told = knownFrom.get(node);
        if (told != null) {
            told.add(from);
            return false;
        }
        if (!isNode(node)) {
            isNone(node, from);
            return false;
        }
        if (!unmatched.isEmpty()) {
            unmatched = unmatched.stream()
                    .filter(approach.unmatched(List.of(node))::contains)
                    .toList();
        }
        boolean wanted = approach.asks(node);
        if (wanted && asked.size() >= approach.most()) {
            beyond.add(node);
            return false;
        }
        if (!wanted && knownFrom.size() - asked.size() >= approach.most()) {
            leftOut.add(node);
            return false;
        }
        if (wanted) {
            asked.add(node);
            heard.add(node);
        }
        knownFrom.put(node, new LinkedHashSet<>(List.of(from)));
        return true;
    }

    private void isNone(String name, String from) {
        if (notNodes.size() < TOLD && name.length() <= LONGEST_NAME) {
            notNodes.putIfAbsent(name, from);
        } else if (!notNodes.containsKey(name)) {
            moreNotNodes.add(name);
        }
    }

    /** Whether it is one of those that are asked. */
    public boolean asksFor(String node) {
        return asked.contains(node) && !hidden.contains(node);
    }

    /** How many nodes were named beyond those that are asked at most, at least: nothing is known of them. */
    public synchronized long beyond() {
        return beyond.count();
    }

    /** How many nodes more were left out by the user than are listed. */
    public synchronized long unlisted() {
        return leftOut.count();
    }

    /** The endpoint's rights, or ours, do not reach to that node: it is not asked any more, and nothing may be concluded about it. */
    public void hide(String node) {
        hidden.add(node);
    }

    /** Nodes that the endpoint hides from us. */
    public List<String> hidden() {
        return List.copyOf(hidden);
    }

    /** Every node that is to be asked. */
    public synchronized List<String> nodes() {
        return asked.stream().filter(node -> !hidden.contains(node)).toList();
    }

    /** The same in the order in which they were heard of: peers of an endpoint before what only lists name, which may be long and hold no node at all. */
    public synchronized List<String> asHeard() {
        return heard.stream().filter(node -> !hidden.contains(node)).toList();
    }

    /** Nodes that the user left out. */
    public synchronized List<String> excluded() {
        return knownFrom.keySet().stream().filter(node -> !asked.contains(node)).toList();
    }

    /** What the user wrote of nodes that fits none of them. */
    public synchronized List<String> unmatched() {
        return unmatched;
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
                    asksFor(node) ? state.apply(node) : State.EXCLUDED,
                    clock.map(Clock::offset),
                    clock.map(Clock::uncertainty)));
        });
        return entries;
    }
}
