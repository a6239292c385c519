package ergodiag.replay;

import java.util.Map;

/**
 * What callers did to the replayed cluster so far.
 *
 * @param requests HTTP requests in all
 * @param mostInFlight the greatest number of requests that were under way at the same time
 * @param mostInFlightByNode the same of calls to tools, by the node that was to answer
 * @param callsByTool calls by the name of the tool, unknown names included
 */
public record ReplayStatistics(
        long requests, int mostInFlight, Map<String, Integer> mostInFlightByNode, Map<String, Long> callsByTool) {}
