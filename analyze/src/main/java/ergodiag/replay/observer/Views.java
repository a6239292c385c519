package ergodiag.replay.observer;

import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.recording.ToolAnswer;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The nodes of the recording, each at any moment. */
record Views(Recording recording, Timeline timeline, FullIds ids) {
    static final String NEEDS_CALLER = "a key belongs to a caller, so this needs an authorized listener";

    View of(String node, Moment at) {
        return new View(new Sight(recording, node, at.recorded(), UnaryOperator.identity()), timeline, ids, at);
    }

    /** Refuses what is asked of a node that is not there, or no longer answers. */
    void reach(String node, Moment at) {
        Optional<String> loss = recording.loss(node, at.recorded());
        if (loss.isPresent() && loss.get().equals("timed out")) {
            throw new Refused("node " + node + ": timed out", ToolAnswer.CALL_LIMIT);
        }
        if (loss.isPresent() || !recording.nodes().contains(node)) {
            throw new Refused("node " + node + " is not connected, read ergo://cluster to see what is");
        }
    }

    /** When the node started on which the Observer runs. */
    long creation(Moment at) {
        return ids.creation(recording.entryNode(), at.recorded());
    }
}
