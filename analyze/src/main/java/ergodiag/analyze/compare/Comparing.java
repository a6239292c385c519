package ergodiag.analyze.compare;

import ergodiag.findings.Comparison;
import ergodiag.findings.Comparison.Kept;
import ergodiag.findings.Comparison.Shift;
import ergodiag.findings.Comparison.Sight;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Fingerprint;
import ergodiag.findings.Measure;
import ergodiag.findings.Numbers;
import ergodiag.findings.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays two results of the same cluster side by side. A process is the same by its name or what it runs as, whatever its pid. A finding that is
 * not there any more is gone only where the playbook could still see; else it is out of sight.
 */
public final class Comparing {
    private Comparing() {}

    /** What changed from one result to a later one. */
    public static Comparison between(Findings before, Findings after) {
        Map<String, Finding> old = Fingerprint.of(before.each());
        Map<String, Finding> now = Fingerprint.of(after.each());
        Map<Integer, Verdict> verdicts = after.verdicts().stream()
                .collect(Collectors.toMap(Verdict::playbook, Function.identity(), (a, b) -> a));
        List<Finding> gone = new ArrayList<>();
        List<Finding> unseen = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        old.forEach((name, finding) -> {
            Optional<Finding> still = Optional.ofNullable(now.get(name));
            still.ifPresentOrElse(
                    found -> kept.add(new Kept(finding, found, numbers(finding, found))),
                    () -> (Visibility.wouldShow(after, finding) ? gone : unseen).add(finding));
        });
        return new Comparison(
                before,
                after,
                now.entrySet().stream()
                        .filter(one -> !old.containsKey(one.getKey()))
                        .map(Map.Entry::getValue)
                        .toList(),
                List.copyOf(gone),
                List.copyOf(unseen),
                List.copyOf(kept),
                sights(before, verdicts),
                Counters.between(before, after),
                limits(before, after),
                versions(before, after),
                names(after)
                        .filter(name -> names(before).noneMatch(name::equals))
                        .toList(),
                names(before)
                        .filter(name -> names(after).noneMatch(name::equals))
                        .toList());
    }

    private static List<Shift> numbers(Finding before, Finding after) {
        Map<String, Measure> old = new HashMap<>();
        before.basis().numbers().forEach(number -> old.putIfAbsent(number.name(), number));
        return after.basis().numbers().stream()
                .flatMap(number -> Optional.ofNullable(old.get(number.name()))
                        .filter(then -> !then.equals(number))
                        .map(then -> new Shift(after.subject().label(), number.name(), amount(then), amount(number)))
                        .stream())
                .filter(shift -> !shift.before().equals(shift.after()))
                .toList();
    }

    private static String amount(Measure measure) {
        String number = Double.isFinite(measure.value()) ? Numbers.number(measure.value()) : "?";
        return measure.unit().equals("1") || measure.unit().isEmpty() ? number : number + " " + measure.unit();
    }

    private static List<Sight> sights(Findings before, Map<Integer, Verdict> after) {
        return before.verdicts().stream()
                .flatMap(old -> Optional.ofNullable(after.get(old.playbook()))
                        .filter(now -> old.state().isBlind() != now.state().isBlind())
                        .map(now -> new Sight(old, now))
                        .stream())
                .toList();
    }

    private static List<Shift> limits(Findings before, Findings after) {
        Map<String, String> old = new LinkedHashMap<>();
        before.thresholds().forEach(limit -> old.put(limit.key(), limit.amount()));
        Map<String, String> now = new LinkedHashMap<>();
        after.thresholds().forEach(limit -> now.put(limit.key(), limit.amount()));
        return Stream.concat(old.keySet().stream(), now.keySet().stream())
                .distinct()
                .filter(key -> !Objects.equals(old.get(key), now.get(key)))
                .map(key -> new Shift("", key, old.getOrDefault(key, ""), now.getOrDefault(key, "")))
                .toList();
    }

    private static List<Shift> versions(Findings before, Findings after) {
        Stream<Shift> own = before.toolVersion().equals(after.toolVersion())
                ? Stream.empty()
                : Stream.of(new Shift("ergodiag", "Version", before.toolVersion(), after.toolVersion()));
        return Stream.concat(own, Counters.versions(before, after).stream()).toList();
    }

    private static Stream<String> names(Findings findings) {
        return findings.nodes().stream().map(Findings.NodeSummary::name);
    }
}
