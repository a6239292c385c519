package ergodiag.cluster;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.NodeError;
import ergodiag.ergo.Tool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Our own questions as far as they count among the calls of the cluster. What failed counts among the errors of a node: one that a node passes
 * on to another counts at the first, a ping at the node that pings, and a question to a process or sampler that does not answer, or is gone, at its
 * own node (ERGO.md 3). What was answered went over links.
 *
 * @param failed each that failed
 * @param answered each that one node answered to another
 */
public record OwnCalls(List<Failed> failed, List<Answered> answered) {
    public OwnCalls {
        failed = List.copyOf(failed);
        answered = List.copyOf(answered);
    }

    /**
     * One that failed.
     *
     * @param node where it counts
     * @param remote whether it was to another node
     * @param at when it failed, our clock
     */
    public record Failed(String node, boolean remote, Instant at) {}

    /**
     * One that was answered.
     *
     * @param by who answered
     * @param to who had passed it on
     * @param at when, our clock
     */
    public record Answered(String by, String to, Instant at) {}

    /** @param entry the node that passes questions on to others */
    static OwnCalls of(List<Call> calls, String entry) {
        List<Failed> errors = new ArrayList<>();
        List<Answered> answers = new ArrayList<>();
        for (Call call : calls) {
            NodeError error = NodeError.of(call);
            boolean passedOn = error.isOnTheWay()
                    || call.outcome() == Outcome.TIMEOUT && !call.node().equals(entry);
            if (call.node().isEmpty() || call.outcome() == Outcome.SKIPPED) {
                continue;
            }
            if (call.outcome().answered()) {
                answers.add(new Answered(call.node(), entry, call.ended()));
                if (Tool.NETWORK_PING.askedBy(call)) {
                    answers.add(new Answered(call.argument("name"), call.node(), call.ended()));
                }
            } else if (passedOn) {
                errors.add(new Failed(entry, true, call.ended()));
            } else if (Tool.NETWORK_PING.askedBy(call)) {
                errors.add(new Failed(call.node(), true, call.ended()));
            } else if (error.isTimeout() || error.isUnknownProcess()) {
                errors.add(new Failed(call.node(), false, call.ended()));
            }
        }
        return new OwnCalls(errors, answers);
    }

    /** How many messages of a node to another are its answers to us, between two readings at the other; each may have been on its way. */
    long answered(String by, String to, Timed<?> first, Timed<?> last) {
        return answered.stream()
                .filter(answer -> answer.by().equals(by)
                        && answer.to().equals(to)
                        && !answer.at().isBefore(first.call().started())
                        && !answer.at().isAfter(last.call().ended()))
                .count();
    }

    /** How many that failed count at a node between two readings of it. */
    public long failed(String node, boolean remote, Timed<?> first, Timed<?> last) {
        return failed.stream()
                .filter(error -> error.node().equals(node)
                        && error.remote() == remote
                        && !error.at().isBefore(first.call().started())
                        && !error.at().isAfter(last.call().ended()))
                .count();
    }
}
