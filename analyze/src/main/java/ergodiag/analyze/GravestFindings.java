package ergodiag.analyze;

import ergodiag.findings.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a playbook found, in the order in which it found it. Of one code are kept no more than people can read and causes can be tied to: the
 * gravest. The others are counted, by what makes them alike ({@link FindingGroups#alike}).
 */
final class GravestFindings {
    /** Findings of one code that are kept. */
    static final int MOST = 500;

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<List<String>, Integer> left = new LinkedHashMap<>();
    private List<Finding> kept = new ArrayList<>();

    void add(Finding finding) {
        kept.add(finding);
        if (numbers.merge(finding.code(), 1, Integer::sum) >= 2 * MOST) {
            leaveOut(finding.code());
        }
    }

    /** Those that were found and are kept. */
    List<Finding> kept() {
        numbers.forEach((code, number) -> {
            if (number > MOST) {
                leaveOut(code);
            }
        });
        return Collections.unmodifiableList(kept);
    }

    /** The same was found of so many more, of which nobody wrote a finding. */
    void more(Finding like, int times) {
        left.merge(FindingGroups.alike(like), times, Integer::sum);
    }

    /** How many are not kept, by what makes them alike; the first word is their code. */
    Map<List<String>, Integer> left() {
        kept();
        return Collections.unmodifiableMap(left);
    }

    private void leaveOut(String code) {
        List<Finding> alike = kept.stream()
                .filter(finding -> finding.code().equals(code))
                .sorted(FindingGroups.BY_WEIGHT)
                .toList();
        Set<Finding> going = Collections.newSetFromMap(new IdentityHashMap<>());
        going.addAll(alike.subList(MOST, alike.size()));
        going.forEach(finding -> more(finding, 1));
        kept = new ArrayList<>(
                kept.stream().filter(finding -> !going.contains(finding)).toList());
        numbers.put(code, MOST);
    }
}
