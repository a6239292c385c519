package ergodiag.report;

import ergodiag.bundle.Evidence;
import ergodiag.report.Page.Exhibit;
import ergodiag.report.chart.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers each place of the bundle that is cited, in the order of its first mention; the same place has one number. */
final class EvidenceIndex {
    private static final int LONGEST_VALUE = 1000;

    private final Map<Evidence, List<String>> cited = new LinkedHashMap<>();
    private final Map<Evidence, Integer> numbers = new LinkedHashMap<>();
    private final int room;

    /** @param room how many have their place in the appendix; those beyond are printed without a link to it */
    EvidenceIndex(int room) {
        this.room = room;
    }

    Exhibit cite(Evidence evidence, String by) {
        List<String> citedBy = cited.computeIfAbsent(evidence, e -> new ArrayList<>());
        if (!by.isEmpty() && !citedBy.contains(by)) {
            citedBy.add(by);
        }
        int number = numbers.computeIfAbsent(evidence, e -> numbers.size() + 1);
        return exhibit(evidence, number, List.of());
    }

    /** The appendix. */
    List<Exhibit> listed() {
        List<Exhibit> all = new ArrayList<>();
        cited.forEach((evidence, by) -> {
            int number = numbers.getOrDefault(evidence, 0);
            if (number <= room) {
                all.add(exhibit(evidence, number, List.copyOf(by)));
            }
        });
        return all;
    }

    int more() {
        return Math.max(0, numbers.size() - room);
    }

    private Exhibit exhibit(Evidence evidence, int number, List<String> by) {
        String value = evidence.value().length() > LONGEST_VALUE
                ? evidence.value().substring(0, LONGEST_VALUE) + "…"
                : evidence.value();
        return new Exhibit(number, number <= room ? "e" + number : "", evidence.reference(), SafeText.clean(value), by);
    }
}
