package ergodiag.capture.ask;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.scope.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The endpoints through which a cluster is asked, and which node is asked through which of them. The node behind an endpoint is asked
 * there, without a proxy and its wall (ERGO.md 2); the other nodes are shared out evenly. When an endpoint does not answer any more the
 * others take its nodes over. Safe for use by several threads.
 */
public final class Entries {
    private volatile List<Entry> all;
    private final Map<String, Integer> shares = new ConcurrentHashMap<>();

    /** @param all in the order of the command line; the first is the one asked about the cluster as a whole */
    public Entries(List<Entry> all) {
        this.all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a capture needs an endpoint");
        }
    }

    public List<Entry> all() {
        return all;
    }

    public Entry first() {
        return all.get(0);
    }

    /** Only these are used from now on. */
    public void keep(List<Entry> used) {
        all = List.copyOf(used);
    }

    /** Deals nodes out to endpoints, the same nodes always in the same way. */
    public void share(List<String> nodes) {
        int next = 0;
        for (String node : nodes) {
            if (own(node).isEmpty()) {
                shares.put(node, next++);
            }
        }
    }

    /** Through which endpoint a node is asked now. */
    Entry of(Question question) {
        return of(question, Set.of());
    }

    /** The same, after these were tried in vain. */
    Entry of(Question question, Set<Entry> inVain) {
        List<Entry> order = new ArrayList<>(order(question.node()));
        // stable: whoever knows it comes first, in the same order
        order.sort(Comparator.comparing(entry -> !entry.knows(question)));
        Predicate<Entry> fresh = entry -> !inVain.contains(entry);
        // one that failed is tried again now and then, with a question whose loss costs little
        return first(
                        order,
                        fresh.and(entry -> question.heavy()
                                ? !entry.health().open()
                                : entry.health().closed().isEmpty()))
                .or(() -> first(order, fresh.and(entry -> !entry.health().open())))
                .or(() -> first(order, fresh))
                .orElse(order.get(0));
    }

    /** Whether a reply of this node may be of any length now. */
    boolean unbounded(String node) {
        return through(node).isUnbounded(node);
    }

    /** What kind of endpoint a node is asked through as long as nothing changes. */
    Dialect dialect(String node) {
        return through(node).dialect().orElse(Dialect.MCP_APPLICATION);
    }

    /** Whether any endpoint knows what is asked. */
    boolean knows(Question question) {
        return all.stream().anyMatch(entry -> entry.knows(question));
    }

    /** Through which endpoint a node is asked as long as nothing changes. */
    Entry through(String node) {
        List<Entry> order = order(node);
        return first(order, entry -> !entry.health().open()).orElse(order.get(0));
    }

    private Optional<Entry> own(String node) {
        return first(all, entry -> entry.node().equals(node));
    }

    /** All endpoints, the best one for this node first. */
    private List<Entry> order(String node) {
        List<Entry> entries = all;
        if (entries.size() == 1) {
            return entries;
        }
        List<Entry> order = new ArrayList<>(entries.size());
        all.stream().filter(Entry::isObserver).forEach(order::add);
        Optional.of(node)
                .filter(name -> !name.isEmpty())
                .flatMap(this::own)
                .filter(entry -> !order.contains(entry))
                .ifPresent(order::add);
        int start = Math.floorMod(shares.getOrDefault(node, node.hashCode()), entries.size());
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get((start + i) % entries.size());
            if (!order.contains(entry)) {
                order.add(entry);
            }
        }
        return order;
    }

    private static Optional<Entry> first(List<Entry> entries, Predicate<Entry> wanted) {
        return entries.stream().filter(wanted).findFirst();
    }
}
