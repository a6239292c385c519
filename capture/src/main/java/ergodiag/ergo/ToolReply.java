package ergodiag.ergo;

import ergodiag.ergo.Tool.Form;
import ergodiag.ergo.Tool.Trait;
import ergodiag.ergo.observer.Counterpart;
import java.time.Duration;
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
 * @param patience how long it is waited for where it may be large
 * @param there how an Observer is asked the same
 */
record ToolReply(
        Form form,
        List<String> numbers,
        Optional<String> namedBy,
        long usualBytes,
        long mostBytes,
        Sensitivity sensitivity,
        Map<String, NameKind> names,
        Set<Trait> traits,
        Duration patience,
        Optional<Counterpart> there) {

    /** Lists and texts of any size come within this from a node that is well. */
    private static final Duration USUALLY = Duration.ofSeconds(10);

    private static final long USUAL = 600;
    private static final long MOST = 64L << 20;

    private static ToolReply of(Form form, String... numbers) {
        return new ToolReply(
                form,
                List.of(numbers),
                Optional.empty(),
                USUAL,
                MOST,
                Sensitivity.MEDIUM,
                Map.of(),
                Set.of(),
                USUALLY,
                Optional.empty());
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
        return new ToolReply(
                form, numbers, Optional.of(field), usualBytes, mostBytes, sensitivity, names, traits, patience, there);
    }

    ToolReply about(long bytes) {
        return new ToolReply(form, numbers, namedBy, bytes, mostBytes, sensitivity, names, traits, patience, there);
    }

    ToolReply upTo(long bytes) {
        return new ToolReply(form, numbers, namedBy, usualBytes, bytes, sensitivity, names, traits, patience, there);
    }

    /** The node has to walk through much for it. */
    ToolReply patient(long seconds) {
        return new ToolReply(
                form,
                numbers,
                namedBy,
                usualBytes,
                mostBytes,
                sensitivity,
                names,
                traits,
                Duration.ofSeconds(seconds),
                there);
    }

    /** An Observer is asked so. */
    ToolReply there(Counterpart counterpart) {
        return new ToolReply(
                form,
                numbers,
                namedBy,
                usualBytes,
                mostBytes,
                sensitivity,
                names,
                traits,
                patience,
                Optional.of(counterpart));
    }

    ToolReply low() {
        return with(Sensitivity.LOW);
    }

    ToolReply high() {
        return with(Sensitivity.HIGH);
    }

    private ToolReply with(Sensitivity other) {
        return new ToolReply(form, numbers, namedBy, usualBytes, mostBytes, other, names, traits, patience, there);
    }

    ToolReply names(Map<String, NameKind> places) {
        return new ToolReply(
                form, numbers, namedBy, usualBytes, mostBytes, sensitivity, places, traits, patience, there);
    }

    /** A list of processes. */
    ToolReply processRows() {
        return names(Map.of("/*/Name", NameKind.PROCESS, "/*/Application", NameKind.APPLICATION));
    }

    ToolReply with(Trait first, Trait... more) {
        return new ToolReply(
                form,
                numbers,
                namedBy,
                usualBytes,
                mostBytes,
                sensitivity,
                names,
                EnumSet.of(first, more),
                patience,
                there);
    }
}
