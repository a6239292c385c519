package ergodiag.ergo;

import ergodiag.ergo.Tool.Form;
import ergodiag.ergo.Tool.Trait;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a tool's reply.
 *
 * @param form how its text looks
 * @param numbers fields that are numbers where they are given
 * @param namedBy the field that names who answered
 * @param usualBytes how long it is, about
 * @param mostBytes a longer one is not accepted
 * @param sensitivity what it may hold
 * @param names where it has names, and of what
 * @param traits what else has to be minded
 */
record ToolReply(
        Form form,
        List<String> numbers,
        Optional<String> namedBy,
        long usualBytes,
        long mostBytes,
        Sensitivity sensitivity,
        Map<String, NameKind> names,
        Set<Trait> traits) {

    private static final long USUAL = 600;
    private static final long MOST = 64L << 20;

    private static ToolReply of(Form form, String... numbers) {
        return new ToolReply(
                form, List.of(numbers), Optional.empty(), USUAL, MOST, Sensitivity.MEDIUM, Map.of(), Set.of());
    }

    static ToolReply json() {
        return of(Form.JSON);
    }

    static ToolReply list() {
        return of(Form.LIST);
    }

    static ToolReply text() {
        return of(Form.TEXT);
    }

    static ToolReply object(String... numbers) {
        return of(Form.OBJECT, numbers);
    }

    ToolReply naming(String field) {
        return new ToolReply(form, numbers, Optional.of(field), usualBytes, mostBytes, sensitivity, names, traits);
    }

    ToolReply about(long bytes) {
        return new ToolReply(form, numbers, namedBy, bytes, mostBytes, sensitivity, names, traits);
    }

    ToolReply upTo(long bytes) {
        return new ToolReply(form, numbers, namedBy, usualBytes, bytes, sensitivity, names, traits);
    }

    ToolReply low() {
        return with(Sensitivity.LOW);
    }

    ToolReply high() {
        return with(Sensitivity.HIGH);
    }

    private ToolReply with(Sensitivity other) {
        return new ToolReply(form, numbers, namedBy, usualBytes, mostBytes, other, names, traits);
    }

    ToolReply names(Map<String, NameKind> places) {
        return new ToolReply(form, numbers, namedBy, usualBytes, mostBytes, sensitivity, places, traits);
    }

    /** A list of processes. */
    ToolReply processRows() {
        return names(Map.of("/*/Name", NameKind.PROCESS, "/*/Application", NameKind.APPLICATION));
    }

    ToolReply with(Trait first, Trait... more) {
        return new ToolReply(
                form, numbers, namedBy, usualBytes, mostBytes, sensitivity, names, EnumSet.of(first, more));
    }
}
