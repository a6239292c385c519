package ergodiag.redact.names;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What became of short texts before: replies say the same names over and over. Bounded; for one thread. */
final class Recent {
    private static final int MOST = 20_000;
    private static final int LONGEST = 200;

    private final Map<String, String> results = new HashMap<>();

    String of(String text, UnaryOperator<String> work) {
        if (text.length() > LONGEST) {
            return work.apply(text);
        }
        String known = results.get(text);
        if (known != null) {
            return known;
        }
        String result = work.apply(text);
        if (results.size() >= MOST) {
            results.clear();
        }
        results.put(text, result);
        return result;
    }
}
