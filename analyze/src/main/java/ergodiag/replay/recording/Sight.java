package ergodiag.replay.recording;

import ergodiag.ergo.Tool;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What of the recording one node shows at one moment.
 *
 * @param recording the whole recording
 * @param node the node
 * @param at the moment, in recorded time
 * @param present puts into a list of processes what was not recorded and is there now
 */
public record Sight(Recording recording, String node, Instant at, UnaryOperator<Rows> present) {

    public Optional<RecordedReply> standing(Tool tool, Predicate<RecordedReply> fits) {
        return recording.standing(node, tool.toolName(), at, fits);
    }

    /** The whole list of a tool that stands now. */
    public Optional<Rows> whole(Tool tool) {
        return standing(tool, RecordedReply::whole)
                .map(recording::rows)
                .map(rows -> tool == Tool.PROCESS_LIST ? present.apply(rows) : rows);
    }

    /** The answer or the error that stands for a question asked in just these words. */
    public Optional<ToolAnswer> asAsked(Tool tool, Predicate<RecordedReply> fits) {
        return asAsked(tool.toolName(), fits);
    }

    /** The same for a tool by whatever name the ledger has. */
    public Optional<ToolAnswer> asAsked(String tool, Predicate<RecordedReply> fits) {
        return recording
                .standing(node, tool, at, fits)
                .map(entry -> entry.failed()
                        ? ToolAnswer.error(entry.call().error()).slowIfTimedOut()
                        : ToolAnswer.of(recording.text(entry)));
    }

    /** The answer to a question of which only one argument counts. */
    public Optional<ToolAnswer> about(Tool tool, String argument, String value) {
        return asAsked(tool, entry -> entry.call().argument(argument).equals(value));
    }

    /** The answer to a question without arguments. */
    public Optional<ToolAnswer> plain(Tool tool) {
        return asAsked(tool, entry -> !entry.failed());
    }
}
