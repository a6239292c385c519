package ergodiag.capture;

import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.State;
import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The nodes we heard of, who told us, and how far their clocks are from ours. Safe for use by several threads. */
final class Roster {
    private final Map<String, Set<String>> knownFrom = new ConcurrentSkipListMap<>();
    private final Map<String, Clock> clocks = new ConcurrentHashMap<>();

    private record Clock(Duration offset, Duration uncertainty) {}

    /** @return whether the node was not known before */
    synchronized boolean heardOf(String node, String from) {
        if (node.isEmpty() || !node.contains("@")) {
            return false;
        }
        boolean fresh = !knownFrom.containsKey(node);
        knownFrom.computeIfAbsent(node, any -> new LinkedHashSet<>()).add(from);
        return fresh;
    }

    synchronized List<String> nodes() {
        return List.copyOf(knownFrom.keySet());
    }

    /** The node looked at its clock between our sending and receiving; the narrowest bracket counts. */
    void clock(Answer answer, NodeInfo info) {
        Optional<Instant> server = info.serverTime().value();
        if (server.isEmpty()) {
            return;
        }
        Duration uncertainty = answer.call().took().dividedBy(2);
        Duration offset = Duration.between(answer.call().moment(), server.get());
        clocks.merge(
                answer.call().node(),
                new Clock(offset, uncertainty),
                (a, b) -> a.uncertainty().compareTo(b.uncertainty()) <= 0 ? a : b);
    }

    synchronized List<NodeEntry> entries(java.util.function.Function<String, State> state) {
        List<NodeEntry> entries = new ArrayList<>();
        knownFrom.forEach((node, from) -> {
            Optional<Clock> clock = Optional.ofNullable(clocks.get(node));
            entries.add(new NodeEntry(
                    node,
                    List.copyOf(from),
                    state.apply(node),
                    clock.map(Clock::offset),
                    clock.map(Clock::uncertainty)));
        });
        return entries;
    }
}
