package ergodiag.bundle.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * One question asked, with its outcome: a line of {@code calls.jsonl}.
 *
 * @param id number of the call, in the order of asking, from 1
 * @param asked what was asked of whom
 * @param timing when
 * @param outcome how it ended
 * @param failure why it brought nothing, or not all
 * @param reading which reading of this list or value, from 1; empty when there is no reply to number
 * @param stored the reply; empty when none was stored
 * @param part what the reply is of a list
 */
public record Call(
        long id,
        Asked asked,
        Timing timing,
        Outcome outcome,
        Failure failure,
        OptionalInt reading,
        Optional<Stored> stored,
        ListPart part) {

    /** The node asked; "" for the entry node asked about the cluster as a whole. */
    public String node() {
        return asked.node();
    }

    /** The kind of endpoint that was asked. */
    public Dialect dialect() {
        return asked.dialect();
    }

    /** The tool's name. */
    public String tool() {
        return asked.tool();
    }

    /** The argument of that name as text, or "". */
    public String argument(String name) {
        Object value = asked.arguments().get(name);
        return value == null ? "" : String.valueOf(value);
    }

    /** Our clock when it was asked. */
    public Instant started() {
        return timing.started();
    }

    /** Our clock when the reply had come. */
    public Instant ended() {
        return started().plus(timing.took());
    }

    /** The best guess for the moment at which the node looked: the middle of the call. */
    public Instant moment() {
        return started().plus(timing.took().dividedBy(2));
    }

    /** The same call as one that was asked and answered so much earlier: what came with it is of that time. */
    public Call earlier(Duration by) {
        Timing then = new Timing(timing.started().minus(by), timing.took());
        return new Call(id, asked, then, outcome, failure, reading, stored, part);
    }

    /** Path of the reply inside the bundle; empty when none was stored. */
    public Optional<String> file() {
        return stored.map(Stored::file);
    }

    /** Size of the reply's file; 0 when none was stored. */
    public long bytes() {
        return stored.map(Stored::bytes).orElse(0L);
    }

    /** Why it was not asked; empty when it was. */
    public Optional<SkipReason> skipReason() {
        return outcome == Outcome.SKIPPED ? failure.reason() : Optional.empty();
    }

    /** Text of a failure, or the reason of a skipped call; "" otherwise. */
    public String error() {
        return failure.message();
    }

    /** The same call under the name of another question, one of the protocol's own. */
    public Call named(String tool) {
        return new Call(id, asked.named(tool), timing, outcome, failure, reading, stored, part);
    }

    /** The same call with its reply stored. */
    public Call storedAs(Stored reply) {
        return stored(reading, Optional.of(reply));
    }

    /** The same call with its reply stored, and numbered. */
    public Call stored(OptionalInt number, Optional<Stored> reply) {
        return new Call(id, asked, timing, outcome, failure, number, reply, part);
    }

    /** The same call with more known of its list. */
    public Call listed(UnaryOperator<ListPart> more) {
        return new Call(id, asked, timing, outcome, failure, reading, stored, more.apply(part));
    }

    /** The same call with another text of its failure. */
    public Call saying(String why) {
        return new Call(id, asked, timing, outcome, failure.saying(why), reading, stored, part);
    }

    /** The same call as a line of a bundle that does not hold its reply. */
    public Call without(Outcome ended, String why) {
        return new Call(id, asked, timing, ended, failure.saying(why), reading, Optional.empty(), part);
    }

    /** What became of it, as a verb before {@link #why}. */
    public String fate() {
        return outcome == Outcome.SKIPPED ? "was not asked" : "failed";
    }

    /** Why it brought nothing, for people: the error in its own words, or what the outcome means. */
    public String why() {
        String text = skipReason().map(reason -> reason.forPeople(error())).orElse(error());
        return text.isEmpty() ? outcome.clause() : text;
    }

    /** The same call in other words: node, values of arguments, why it was asked, and error; the rest are words of ours. */
    public Call worded(UnaryOperator<String> words) {
        Failure worded = failure.saying(words.apply(failure.message()));
        return new Call(id, asked.worded(words), timing, outcome, worded, reading, stored, part);
    }
}
