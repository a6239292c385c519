package ergodiag.replay.web;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is connected, and who has to go when there are too many, or too much waits to be taken. Used by the server's one thread. */
final class WebCallers {
    /** Connections at once. */
    static final int MOST_CONNECTIONS = 1_000;
    /** Bytes of answers that callers have not taken yet. */
    private static final long MOST_KEPT = 64 << 20;

    private final Set<WebConnection> connections = new LinkedHashSet<>();

    void came(WebConnection connection) {
        connections.add(connection);
    }

    void left(WebConnection connection) {
        connections.remove(connection);
    }

    /** Whether one more may come; where there are too many, one goes for it. */
    boolean haveRoom() {
        return connections.size() < MOST_CONNECTIONS || giveUpOne();
    }

    /** Who has kept us waiting longest goes. @return whether there is one */
    boolean giveUpOne() {
        Optional<WebConnection> longest = connections.stream()
                .filter(WebConnection::isWaitedFor)
                .min(Comparator.comparingLong(WebConnection::since));
        longest.ifPresent(WebConnection::close);
        return longest.isPresent();
    }

    /** Who has kept us waiting too long goes. */
    void giveUpLate(long now) {
        connections.stream().filter(each -> each.isLate(now)).toList().forEach(WebConnection::close);
    }

    /** When too much waits to be taken, who has not taken anything for the longest time goes. One answer alone may be larger. */
    void makeRoom() {
        long kept = connections.stream().mapToLong(WebConnection::kept).sum();
        if (kept <= MOST_KEPT) {
            return;
        }
        List<WebConnection> slowest = connections.stream()
                .filter(each -> each.kept() > 0)
                .sorted(Comparator.comparingLong(WebConnection::since))
                .toList();
        for (WebConnection each : slowest.subList(0, Math.max(0, slowest.size() - 1))) {
            if (kept > MOST_KEPT) {
                kept -= each.kept();
                each.close();
            }
        }
    }

    void closeAll() {
        List.copyOf(connections).forEach(WebConnection::close);
    }
}
