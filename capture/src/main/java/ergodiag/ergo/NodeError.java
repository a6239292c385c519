package ergodiag.ergo;

import ergodiag.bundle.ledger.Call;

/**
 * The text of an error as nodes write it (ERGO.md 1): the protocol has no codes for these, so that its words are its data. The only place that
 * knows them.
 */
public record NodeError(String text) {
    /** What a line of the ledger was told. */
    public static NodeError of(Call call) {
        return new NodeError(call.error());
    }

    /** The node does not know the tool. */
    public boolean isUnknownTool() {
        return text.startsWith("unknown tool");
    }

    /** The entry node says it: the call did not reach the other node, or its answer did not come back. */
    public boolean isOnTheWay() {
        return text.startsWith("remote call to ");
    }

    public boolean isTimeout() {
        return text.endsWith("timed out");
    }

    /** The process, or sampler, that was asked is not there any more. */
    public boolean isUnknownProcess() {
        return text.contains("unknown process");
    }

    /** There is no such sampler. */
    public boolean isNotFound() {
        return text.contains("not found");
    }

    /** Whether the tool itself says it, and not somebody on the way. */
    public boolean isOf(String tool) {
        return !isOnTheWay() && (text.startsWith(tool + ":") || text.startsWith("ping "));
    }
}
