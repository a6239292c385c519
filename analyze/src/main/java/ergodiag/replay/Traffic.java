package ergodiag.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts requests while they are under way. */
final class Traffic {
    private long requests;
    private int inFlight;
    private int mostInFlight;
    private final Map<String, Integer> inFlightByNode = new HashMap<>();
    private final Map<String, Integer> mostByNode = new HashMap<>();
    private final Map<String, Long> callsByTool = new HashMap<>();

    /** Something under way; it ends once, before its reply is sent, so that whoever has the reply is no longer counted. */
    static final class Passage {
        private final Runnable end;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Passage(Runnable end) {
            this.end = end;
        }

        void ends() {
            if (ended.compareAndSet(false, true)) {
                end.run();
            }
        }
    }

    /** An HTTP request. */
    synchronized Passage request() {
        requests++;
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        return new Passage(this::requestEnds);
    }

    private synchronized void requestEnds() {
        inFlight--;
    }

    /** A call of a tool at a node. */
    synchronized Passage call(String tool, String node) {
        callsByTool.merge(tool, 1L, Long::sum);
        int now = inFlightByNode.merge(node, 1, Integer::sum);
        mostByNode.merge(node, now, Math::max);
        return new Passage(() -> callEnds(node));
    }

    private synchronized void callEnds(String node) {
        inFlightByNode.merge(node, -1, Integer::sum);
    }

    synchronized ReplayStatistics seen() {
        return new ReplayStatistics(requests, mostInFlight, Map.copyOf(mostByNode), Map.copyOf(callsByTool));
    }
}
