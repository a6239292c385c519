package ergodiag.capture;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Call;
import ergodiag.bundle.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Changes of single fields of a call, which is a long record. */
final class Calls {
    private Calls() {}

    static Call stored(Call c, Outcome outcome, OptionalInt reading, Optional<BundleWriter.Stored> stored) {
        return new Call(
                c.id(),
                c.node(),
                c.tool(),
                c.arguments(),
                reading,
                c.list(),
                c.part(),
                c.complete(),
                c.expected(),
                c.why(),
                c.started(),
                c.took(),
                outcome,
                c.errorCode(),
                c.error(),
                stored.map(BundleWriter.Stored::file),
                stored.map(BundleWriter.Stored::bytes).orElse(0L),
                stored.map(BundleWriter.Stored::sha256).orElse(""),
                c.rows(),
                c.limit(),
                c.truncated());
    }

    /** The same under the name of another question, one of the protocol's own. */
    static Call named(Call c, String tool) {
        return new Call(
                c.id(),
                c.node(),
                tool,
                c.arguments(),
                c.reading(),
                c.list(),
                c.part(),
                c.complete(),
                c.expected(),
                c.why(),
                c.started(),
                c.took(),
                c.outcome(),
                c.errorCode(),
                c.error(),
                c.file(),
                c.bytes(),
                c.sha256(),
                c.rows(),
                c.limit(),
                c.truncated());
    }

    static Call rows(Call c, long rows, boolean truncated) {
        return list(c, OptionalLong.of(rows), c.complete(), c.expected(), truncated);
    }

    static Call whole(Call c, boolean complete, OptionalLong expected) {
        return list(c, c.rows(), Optional.of(complete), expected, c.truncated() || !complete);
    }

    private static Call list(
            Call c, OptionalLong rows, Optional<Boolean> complete, OptionalLong expected, boolean truncated) {
        return new Call(
                c.id(),
                c.node(),
                c.tool(),
                c.arguments(),
                c.reading(),
                c.list(),
                c.part(),
                complete,
                expected,
                c.why(),
                c.started(),
                c.took(),
                c.outcome(),
                c.errorCode(),
                c.error(),
                c.file(),
                c.bytes(),
                c.sha256(),
                rows,
                c.limit(),
                truncated);
    }

    static Call error(Call c, String error) {
        return error.equals(c.error()) ? c : with(c, c.outcome(), error, c.file(), c.bytes(), c.sha256());
    }

    /** The same call in other words: node, arguments, reason and error. */
    static Call worded(Call c, UnaryOperator<String> words) {
        return new Call(
                c.id(),
                words.apply(c.node()),
                c.tool(),
                arguments(c.arguments(), words),
                c.reading(),
                c.list(),
                c.part(),
                c.complete(),
                c.expected(),
                words.apply(c.why()),
                c.started(),
                c.took(),
                c.outcome(),
                c.errorCode(),
                words.apply(c.error()),
                c.file(),
                c.bytes(),
                c.sha256(),
                c.rows(),
                c.limit(),
                c.truncated());
    }

    private static Map<String, Object> arguments(Map<String, Object> arguments, UnaryOperator<String> words) {
        Map<String, Object> worded = new LinkedHashMap<>();
        arguments.forEach((name, value) -> worded.put(words.apply(name), argument(value, words)));
        return worded;
    }

    @SuppressWarnings("unchecked")
    private static Object argument(Object value, UnaryOperator<String> words) {
        if (value instanceof String text) {
            return words.apply(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> argument(item, words)).toList();
        }
        return value instanceof Map<?, ?> map ? arguments((Map<String, Object>) map, words) : value;
    }

    static Call leftOut(Call c, String why) {
        return with(c, Outcome.GARBLED, why, Optional.empty(), 0, "");
    }

    private static Call with(Call c, Outcome outcome, String error, Optional<String> file, long bytes, String sha256) {
        return new Call(
                c.id(),
                c.node(),
                c.tool(),
                c.arguments(),
                c.reading(),
                c.list(),
                c.part(),
                c.complete(),
                c.expected(),
                c.why(),
                c.started(),
                c.took(),
                outcome,
                c.errorCode(),
                error,
                file,
                bytes,
                sha256,
                c.rows(),
                c.limit(),
                c.truncated());
    }
}
