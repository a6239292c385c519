package ergodiag.analyze;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is found more often than anybody reads is counted, and the reader is told so. */
final class UntoldNotes {
    private UntoldNotes() {}

    /** A sentence about each code of which more was found than is told. */
    static List<String> of(Map<List<String>, Integer> more) {
        Map<String, Integer> byCode = new TreeMap<>();
        more.forEach((alike, times) -> byCode.merge(alike.get(0), times, Integer::sum));
        return byCode.entrySet().stream()
                .map(code -> code.getKey() + " was found " + Words.many(code.getValue(), "time")
                        + " more than it is told: of so many the gravest are told, and the others are counted.")
                .toList();
    }
}
