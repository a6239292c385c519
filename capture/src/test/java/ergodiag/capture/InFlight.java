package ergodiag.capture;

import java.util.HashMap;
import java.util.Map;

/** How many calls were under way at once, all in all and at one node. */
public final class InFlight {
    private final Map<String, Integer> now = new HashMap<>();
    private int most;
    private int mostAtOneNode;

    synchronized void came(String node) {
        now.merge(node, 1, Integer::sum);
        most = Math.max(most, now.values().stream().mapToInt(Integer::intValue).sum());
        mostAtOneNode = Math.max(mostAtOneNode, now.get(node));
    }

    synchronized void went(String node) {
        now.merge(node, -1, Integer::sum);
    }

    synchronized int most() {
        return most;
    }

    public synchronized int mostAtOneNode() {
        return mostAtOneNode;
    }
}
