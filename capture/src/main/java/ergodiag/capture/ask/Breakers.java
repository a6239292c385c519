package ergodiag.capture.ask;

import ergodiag.bundle.WorldError;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.mcp.McpFailure;
import ergodiag.redact.Redaction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The breakers of the entry nodes and of the nodes behind them, and who is to blame for a silence. Safe for use by several threads. */
final class Breakers {
    private final Entries entries;
    private final Ledger ledger;
    private final Redaction redaction;
    private final Map<String, NodeHealth> health = new ConcurrentHashMap<>();

    Breakers(Entries entries, Ledger ledger, Redaction redaction) {
        this.entries = entries;
        this.ledger = ledger;
        this.redaction = redaction;
    }

    /** How the node answers by the way it is asked now. */
    NodeHealth of(String node) {
        return of(node, entries.through(node));
    }

    private NodeHealth of(String node, Entry through) {
        return through.answersFor(node)
                ? through.health()
                : health.computeIfAbsent(node, any -> new NodeHealth(ledger.clock()::nanoTime));
    }

    /** Whether a node behind an entry node did not answer when it was asked last. */
    boolean doubts(String node, Entry through) {
        return !through.answersFor(node) && of(node, through).doubtful();
    }

    /** A question to the node is about to be sent. */
    void asked(String node, Entry through) {
        through.health().asked();
        of(node, through).asked();
    }

    /** The node answered, and so did the entry node. */
    void answered(String node, Entry through) {
        through.health().answered();
        of(node, through).answered();
    }

    /** Why the node is not asked now; empty when it may be. */
    Optional<Skip> closed(Question question, Entry through, boolean probe) {
        boolean direct = through.answersFor(question.node());
        Optional<Skip> entryClosed =
                probe && direct ? Optional.empty() : through.health().closed();
        return entryClosed
                .map(why -> why.after("the entry node does not answer any more; "))
                .or(() -> direct || probe
                        ? Optional.empty()
                        : of(question.node(), through).closed());
    }

    /** The endpoint wanted a question later, and so often that the question was given up: that tells nothing of the node asked. */
    void busy(Entry through, String said) {
        if (through.health().failed(redaction.text(said))) {
            ledger.log("breaker opens for the entry node at " + through + ": " + said);
        }
    }

    /** A node behind an entry node that answers others meanwhile is itself to blame for its silence. */
    void blame(Question question, Entry through, McpFailure failure, long sent) {
        boolean connected = failure.kind() != McpFailure.Kind.CONNECTION;
        boolean direct = through.answersFor(question.node());
        boolean silent =
                failure.kind() == McpFailure.Kind.TIMEOUT && !through.health().answeredSince(sent);
        String message = WorldError.reason(failure);
        if (connected && !direct && of(question.node(), through).failed(redaction.text(message))) {
            ledger.log("breaker opens for " + question.node() + ": " + message);
        }
        if ((direct || !connected || silent) && through.health().failed(redaction.text(message))) {
            ledger.log("breaker opens for the entry node at " + through + ": " + message);
        }
    }
}
