package ergodiag.capture.scope;

import ergodiag.bundle.SafePath;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.ergo.Tool;
import ergodiag.ergo.observer.Counterpart;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something to be asked.
 *
 * @param node the node that has to answer; "" for the entry node about the cluster as a whole
 * @param tool the tool
 * @param arguments without node and timeout
 * @param list the name of this list or view in the ledger; "" for tools that have one view only
 * @param words what distinguishes its files after the tool's name
 * @param part which part of a list in parts
 * @param reading the reading it belongs to; empty to count by itself
 * @param limit how long to wait for the reply
 * @param purpose what it is asked for
 * @param heavy whether a time-out may mean that the reply was too large
 * @param kept whether the reply is stored as a file
 * @param dialect the kind of endpoint that it is asked through; that of the MCP application until that is decided
 */
public record Question(
        String node,
        Tool tool,
        Map<String, Object> arguments,
        String list,
        List<String> words,
        int part,
        OptionalInt reading,
        Duration limit,
        Purpose purpose,
        boolean heavy,
        boolean kept,
        Dialect dialect) {

    private static final Duration CHEAP = Duration.ofSeconds(5);

    /** @param what what it is asked for, whichever playbooks are wanted */
    public static Question of(String node, Tool tool, String what) {
        return of(node, tool, Purpose.of(what));
    }

    public static Question of(String node, Tool tool, Purpose purpose) {
        return new Question(
                node,
                tool,
                Map.of(),
                "",
                List.of(),
                1,
                OptionalInt.empty(),
                CHEAP,
                purpose,
                false,
                true,
                Dialect.MCP_APPLICATION);
    }

    /** What it is asked for, as it stands in the ledger. */
    public String why() {
        return purpose.text();
    }

    public Question with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(arguments);
        more.put(name, value instanceof Integer number ? (Object) number.longValue() : value);
        return new Question(node, tool, more, list, words, part, reading, limit, purpose, heavy, kept, dialect);
    }

    public Question without(String name) {
        Map<String, Object> fewer = new LinkedHashMap<>(arguments);
        fewer.remove(name);
        return new Question(node, tool, fewer, list, words, part, reading, limit, purpose, heavy, kept, dialect);
    }

    /** Gives the view a name, which is also the word in its file name. */
    public Question named(String name, String... more) {
        List<String> file = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(name), java.util.Arrays.stream(more))
                .toList();
        return new Question(node, tool, arguments, name, file, part, reading, limit, purpose, heavy, kept, dialect);
    }

    /** Only the file gets these words: the view is told by its arguments. */
    public Question about(String... file) {
        return new Question(
                node, tool, arguments, list, List.of(file), part, reading, limit, purpose, heavy, kept, dialect);
    }

    public Question part(int number, int ofReading) {
        return new Question(
                node,
                tool,
                arguments,
                list,
                words,
                number,
                OptionalInt.of(ofReading),
                limit,
                purpose,
                heavy,
                kept,
                dialect);
    }

    public Question within(Duration duration) {
        return new Question(node, tool, arguments, list, words, part, reading, duration, purpose, heavy, kept, dialect);
    }

    public Question large() {
        return new Question(
                node, tool, arguments, list, words, part, reading, tool.patience(), purpose, true, kept, dialect);
    }

    /** Its reply is looked at and not stored. */
    public Question passing() {
        return new Question(node, tool, arguments, list, words, part, reading, limit, purpose, heavy, false, dialect);
    }

    /** The same as it is asked through such an endpoint. */
    public Question in(Dialect other) {
        return new Question(node, tool, arguments, list, words, part, reading, limit, purpose, heavy, kept, other);
    }

    /** How it is asked of an Observer; empty where the Observer does not know the like, or it is to be asked elsewhere. */
    public Optional<Counterpart> there() {
        return dialect == Dialect.OBSERVER ? tool.there(arguments) : Optional.empty();
    }

    /** The name of what is asked on the wire. */
    public String wireName() {
        return there().map(it -> it.tool().wireName()).orElse(tool.toolName());
    }

    /** The arguments on the wire, without the node. */
    public Map<String, Object> sent() {
        return there().map(it -> it.arguments().apply(arguments)).orElse(arguments);
    }

    /** What counts readings: the same question asked again is the next reading. */
    public String series() {
        return node + "|" + wireName() + "|" + String.join(".", words);
    }

    public String file(int number) {
        String end = (part > 1 ? String.format(Locale.ROOT, "-p%02d", part) : "")
                + String.format(
                        Locale.ROOT,
                        ".%03d.%s",
                        number,
                        tool.form() == Tool.Form.TEXT && there().isEmpty() ? "txt" : "json");
        return (node.isEmpty() ? "cluster/" : "nodes/" + SafePath.part(node) + "/")
                + SafePath.file(wireName(), words, end);
    }
}
