package ergodiag.replay;

import java.util.HashMap;
import java.util.Map;

/** Counts requests while they are under way. */
final class Traffic {
    private long requests;
    private int inFlight;
    private int mostInFlight;
    private final Map<String, Integer> inFlightByNode = new HashMap<>();
    private final Map<String, Integer> mostByNode = new HashMap<>();
    private final Map<String, Long> callsByTool = new HashMap<>();

    synchronized void begins() {
        requests++;
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
    }

    synchronized void ends() {
        inFlight--;
    }

    synchronized void callBegins(String tool, String node) {
        callsByTool.merge(tool, 1L, Long::sum);
        int now = inFlightByNode.merge(node, 1, Integer::sum);
        mostByNode.merge(node, now, Math::max);
    }

    synchronized void callEnds(String node) {
        inFlightByNode.merge(node, -1, Integer::sum);
    }

    synchronized ReplayStatistics seen() {
        return new ReplayStatistics(requests, mostInFlight, Map.copyOf(mostByNode), Map.copyOf(callsByTool));
    }
}
