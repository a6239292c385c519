package ergodiag.capture.lists;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Names of nodes in groups: each group is the nodes whose name holds a certain text, as the filter {@code name} of {@code network_nodes}
 * looks for it, so that the peers of a node come in few parts (ERGO.md 2).
 */
final class PeerGroups {
    private static final int LONGEST = 24;

    private PeerGroups() {}

    /**
     * The texts to ask for.
     *
     * @param most how many of these names a text may be in
     * @return few texts of which every name holds at least one; a name that cannot be told from more than that many others is its own text
     */
    static List<String> of(Collection<String> nodes, int most) {
        List<String> names = List.copyOf(new TreeSet<>(nodes));
        Map<String, BitSet> holders = holders(names);
        List<Map.Entry<String, BitSet>> candidates = new ArrayList<>(holders.entrySet());
        candidates.removeIf(it -> it.getValue().cardinality() > most);
        candidates.sort(Comparator.comparingInt(
                        (Map.Entry<String, BitSet> it) -> -it.getValue().cardinality())
                .thenComparing(it -> it.getKey().length())
                .thenComparing(Map.Entry::getKey));
        BitSet left = new BitSet();
        left.set(0, names.size());
        List<String> chosen = new ArrayList<>();
        while (!left.isEmpty()) {
            String best = "";
            int covers = 0;
            for (Map.Entry<String, BitSet> candidate : candidates) {
                if (candidate.getValue().cardinality() <= covers) {
                    break;
                }
                BitSet fresh = (BitSet) candidate.getValue().clone();
                fresh.and(left);
                if (fresh.cardinality() > covers) {
                    covers = fresh.cardinality();
                    best = candidate.getKey();
                }
            }
            if (covers == 0) {
                left.stream().mapToObj(names::get).forEach(chosen::add);
                return List.copyOf(chosen);
            }
            chosen.add(best);
            left.andNot(holders.get(best));
        }
        return List.copyOf(chosen);
    }

    /** Which names hold a text, for every text that occurs. */
    private static Map<String, BitSet> holders(List<String> names) {
        Map<String, BitSet> holders = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            for (int from = 0; from < name.length(); from++) {
                for (int to = from + 1; to <= Math.min(name.length(), from + LONGEST); to++) {
                    holders.computeIfAbsent(name.substring(from, to), any -> new BitSet())
                            .set(i);
                }
            }
            holders.computeIfAbsent(name, any -> new BitSet()).set(i);
        }
        return holders;
    }
}
