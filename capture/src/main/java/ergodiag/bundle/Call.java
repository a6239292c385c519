package ergodiag.bundle;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One question asked, with its outcome: a line of {@code calls.jsonl}.
 *
 * @param id number of the call, in the order of asking, from 1
 * @param node the node asked; "" for the entry node asked about the cluster as a whole
 * @param tool the tool's name; "initialize" and "tools_list" for the protocol's own questions
 * @param arguments what was asked, without {@code node} and {@code timeout}; values are String, Long, Double, Boolean, List, Map
 * @param reading which reading of this list or value, from 1; empty when there is no reply to number
 * @param list the name of the list of which this reply is a part ("all", "mailbox", ...); "" when the reply is not a list in parts
 * @param part which part of the list's reading this reply is, from 1; 1 for a list that came in one reply
 * @param complete for the last part of a list's reading: whether all parts together are the whole list; empty where nothing says so
 * @param expected for a list: how many rows the node's own count promised
 * @param why the playbooks' question for which it was asked
 * @param started our clock, UTC
 * @param took from sending to the last byte
 * @param errorCode JSON-RPC or HTTP code of a failure
 * @param error text of a failure, or the reason of a skipped call; "" otherwise
 * @param file path of the reply inside the bundle; empty when none was stored
 * @param bytes size of the file
 * @param sha256 of the file, lower-case hex; "" when no file was stored
 * @param rows number of rows of a list
 * @param limit the limit that was asked for
 * @param truncated whether the reply is known to be cut by its limit
 */
public record Call(
        long id,
        String node,
        String tool,
        Map<String, Object> arguments,
        OptionalInt reading,
        String list,
        int part,
        Optional<Boolean> complete,
        OptionalLong expected,
        String why,
        Instant started,
        Duration took,
        Outcome outcome,
        OptionalInt errorCode,
        String error,
        Optional<String> file,
        long bytes,
        String sha256,
        OptionalLong rows,
        OptionalLong limit,
        boolean truncated) {

    /** Our clock when the reply had come. */
    public Instant ended() {
        return started.plus(took);
    }

    /** The best guess for the moment at which the node looked: the middle of the call. */
    public Instant moment() {
        return started.plus(took.dividedBy(2));
    }

    /** The same call as a line of a bundle that does not hold its reply. */
    Call leftOut(String reason) {
        return new Call(
                id,
                node,
                tool,
                arguments,
                reading,
                list,
                part,
                complete,
                expected,
                why,
                started,
                took,
                Outcome.SKIPPED,
                errorCode,
                reason,
                Optional.empty(),
                0,
                "",
                rows,
                limit,
                truncated);
    }

    /** The argument of that name as text, or "". */
    public String argument(String name) {
        Object value = arguments.get(name);
        return value == null ? "" : String.valueOf(value);
    }
}
