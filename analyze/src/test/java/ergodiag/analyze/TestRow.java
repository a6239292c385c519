package ergodiag.analyze;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** An object of a reply whose fields may change from second to second. */
public final class TestRow {
    private final Map<String, IntFunction<Object>> fields = new LinkedHashMap<>();
    private IntPredicate present = second -> true;

    /** A field that never changes. */
    public TestRow set(String field, Object value) {
        fields.put(field, second -> value);
        return this;
    }

    /** A field that depends on the second of the reading. */
    public TestRow set(String field, IntFunction<Object> value) {
        fields.put(field, value);
        return this;
    }

    /** The row is in a list only at the seconds for which this holds. */
    public TestRow presentWhen(IntPredicate when) {
        present = when;
        return this;
    }

    boolean isPresent(int second) {
        return present.test(second);
    }

    Map<String, Object> at(int second) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((field, value) -> values.put(field, value.apply(second)));
        return values;
    }
}
