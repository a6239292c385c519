package ergodiag.ergo;

import ergodiag.bundle.ledger.Call;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an error as nodes and Observers write it (ERGO.md 1, ERGO33.md 2): the protocol has no codes for these, so that its words are
 * its data. The only place that knows them.
 */
public record NodeError(String text) {
    private static final String TIMED_OUT = "timed out";
    /** What an Observer says of a call to a node that never got there; the node may say the second of a connection it was asked about. */
    private static final Set<String> LOST = Set.of("no route", "no connection");

    private static final Pattern OF_OBSERVER = Pattern.compile("node (\\S+?):? (.+)", Pattern.DOTALL);

    /** What a line of the ledger was told. */
    public static NodeError of(Call call) {
        return new NodeError(call.error());
    }

    /** The node does not know the tool. */
    public boolean isUnknownTool() {
        return text.startsWith("unknown tool") || text.startsWith("there is no tool ");
    }

    /** An Observer says it: the node, or the process that it was to ask, did not answer in time. */
    public boolean isUnanswered() {
        return text.equals(TIMED_OUT) || ofObserver().equals(TIMED_OUT);
    }

    /** An Observer says it: the node could not be asked. */
    public boolean isNotReached() {
        return LOST.contains(ofObserver()) || ofObserver().startsWith("is not connected");
    }

    /** An Observer says it: its rights, or those of the caller, do not reach so far (ERGO33.md 3). */
    public boolean isNotPermitted() {
        return text.contains(" is not permitted here");
    }

    /** What an Observer says of a node, without its name; "" for another text. */
    private String ofObserver() {
        Matcher said = OF_OBSERVER.matcher(text);
        return said.matches() ? said.group(2) : "";
    }

    /** The entry node says it: the call did not reach the other node, or its answer did not come back. */
    public boolean isOnTheWay() {
        return text.startsWith("remote call to ");
    }

    public boolean isTimeout() {
        return text.endsWith(TIMED_OUT);
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
