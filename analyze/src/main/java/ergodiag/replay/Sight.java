package ergodiag.replay;

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
record Sight(Recording recording, String node, Instant at, UnaryOperator<Rows> present) {

    Optional<Entry> standing(String tool, Predicate<Entry> fits) {
        return recording.standing(node, tool, at, fits);
    }

    /** The whole list of a tool that stands now. */
    Optional<Rows> whole(String tool) {
        return standing(tool, Entry::whole)
                .map(recording::rows)
                .map(rows -> tool.equals("process_list") ? present.apply(rows) : rows);
    }

    /** The answer or the error that stands for a question asked in just these words. */
    Optional<Answer> asAsked(String tool, Predicate<Entry> fits) {
        return standing(tool, fits)
                .map(entry -> entry.failed()
                        ? Answer.error(entry.call().error()).slowIfTimedOut()
                        : Answer.of(recording.text(entry)));
    }

    /** The answer to a question of which only one argument counts. */
    Optional<Answer> about(String tool, String argument, String value) {
        return asAsked(tool, entry -> entry.call().argument(argument).equals(value));
    }

    /** The answer to a question without arguments. */
    Optional<Answer> plain(String tool) {
        return asAsked(tool, entry -> !entry.failed());
    }

    /** Whether the tool was recorded for this node at all. */
    boolean recorded(String tool) {
        return !recording.all(node, tool).isEmpty();
    }
}
