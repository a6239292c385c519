package ergodiag.findings;

import ergodiag.ergo.process.ProcessRow;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the subject of a finding has to do with somebody else. What explains what is told from relations and subjects, never from sentences.
 * Fields that do not apply are "".
 *
 * @param kind what the subject has to do with the other
 * @param node node of the other, or the other itself; for a link one end
 * @param pid process id of the other
 * @param name its registered name
 * @param behavior Go type of the other
 * @param peer the other end of a link
 */
public record Relation(Kind kind, String node, String pid, String name, String behavior, String peer) {

    /** What one has to do with another. */
    public enum Kind implements Worded {
        /** The subject called that process and waits for its answer. */
        WAITS_FOR,
        /** That process waits for an answer as long as the subject: each may wait for the other. */
        WAITS_AS_LONG_AS,
        /** That process started the subject: its parent. */
        STARTED_BY,
        /** Processes of that behaviour pile up, started by the subject where that is a process. */
        PILES_UP,
        /** The subject ended, and that process, or processes of that behaviour, ended with it. */
        TOOK_ALONG,
        /** Messages of that node fail since the subject ended, or each time it does. */
        SENT_IN_VAIN,
        /** The subject is a pool, and processes of that behaviour are its workers. */
        WORKED_BY,
        /** The subject is a worker of that pool: who waits for the pool waits for it. */
        WORKS_FOR,
        /** What the subject could not deliver came from that node, which counts it too. */
        SENT_BY,
        /** What the subject could not deliver was for a name that no process of that node has. */
        NOT_REGISTERED_AT,
        /** What the subject could not deliver was for other nodes, which the counters do not name. */
        UNDELIVERED_ELSEWHERE,
        /** A log message that the finding rests on names that node or process. */
        LOG_NAMES,
        /** A log message that the finding rests on is about a handshake with a node or program that it does not name for sure. */
        LOG_OF_HANDSHAKE,
        /** That node was away, and is back. */
        WAS_AWAY,
        /** The subject lost connections to nodes that its counters do not name. */
        LOST_CONNECTIONS,
        /** The subject is a node that does not answer. */
        UNSEEN,
        /** That node is cut off from all nodes that are not. */
        CUT_OFF,
        /** A log message that the finding rests on is about a call that was not answered in time. */
        LOG_OF_TIMEOUT,
        /** What the subject could not deliver were calls. */
        FAILED_CALLS,
        /** Starts of processes that failed on that node were of the subject. */
        FAILED_STARTS,
        /** The subject and that process wait for each other's answer, directly or over others. */
        IN_CIRCLE,
        /** That link is missing in the mesh. */
        LACKS_LINK;

        /** The kind of that word; empty for one that a newer version wrote. */
        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    /** To somebody who is not known. */
    public static Relation unknown(Kind kind) {
        return new Relation(kind, "", "", "", "", "");
    }

    public static Relation node(Kind kind, String node) {
        return new Relation(kind, node, "", "", "", "");
    }

    public static Relation link(Kind kind, String one, String other) {
        return new Relation(kind, one, "", "", "", other);
    }

    /** To every process of a behaviour. */
    public static Relation behavior(Kind kind, String node, String behavior) {
        return new Relation(kind, node, "", "", behavior, "");
    }

    public static Relation process(Kind kind, String node, ProcessRow row) {
        return new Relation(kind, node, row.pid(), row.name(), row.behavior(), "");
    }
}
