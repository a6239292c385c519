package ergodiag.capture;

import ergodiag.mcp.McpFailure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The breakers of the entry node and of the nodes behind it, and who is to blame for a silence. Safe for use by several threads. */
final class Breakers {
    private final Ledger ledger;
    private final Redaction redaction;
    private final NodeHealth entryHealth = new NodeHealth();
    private final Map<String, NodeHealth> health = new ConcurrentHashMap<>();
    private volatile String entry = "";

    Breakers(Ledger ledger, Redaction redaction) {
        this.ledger = ledger;
        this.redaction = redaction;
    }

    void entry(String node) {
        entry = node;
    }

    String entry() {
        return entry;
    }

    boolean isEntry(String node) {
        return node.isEmpty() || node.equals(entry);
    }

    NodeHealth of(String node) {
        return isEntry(node) ? entryHealth : health.computeIfAbsent(node, any -> new NodeHealth());
    }

    /** A question to the node is about to be sent. */
    void asked(String node) {
        entryHealth.asked();
        of(node).asked();
    }

    /** The node answered, and so did the entry node. */
    void answered(String node) {
        entryHealth.answered();
        of(node).answered();
    }

    /** The entry node said something, whatever it was. */
    void entryAnswered() {
        entryHealth.answered();
    }

    /** Why the node is not asked now; empty when it may be. */
    Optional<String> closed(Question question, boolean probe, boolean anyhow) {
        boolean ofEntry = isEntry(question.node());
        Optional<String> entryClosed = probe && ofEntry ? Optional.empty() : entryHealth.closed();
        return entryClosed
                .map(why -> "the entry node does not answer any more; " + why)
                .or(() -> ofEntry || probe || anyhow
                        ? Optional.empty()
                        : of(question.node()).closed());
    }

    /** A node behind an entry node that answers others meanwhile is itself to blame for its silence. */
    void blame(Question question, McpFailure failure, long sent) {
        boolean connected = failure.kind() != McpFailure.Kind.CONNECTION;
        boolean silent = failure.kind() == McpFailure.Kind.TIMEOUT && !entryHealth.answeredSince(sent);
        String message = failure.getMessage();
        if (connected && !isEntry(question.node()) && of(question.node()).failed(redaction.text(message))) {
            ledger.log("breaker opens for " + question.node() + ": " + message);
        }
        if ((isEntry(question.node()) || !connected || silent) && entryHealth.failed(redaction.text(message))) {
            ledger.log("breaker opens for the entry node: " + message);
        }
    }
}
