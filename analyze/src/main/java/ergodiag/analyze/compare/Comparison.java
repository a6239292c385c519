package ergodiag.analyze.compare;

import ergodiag.analyze.compare.Counters.Shift;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Fingerprint;
import ergodiag.findings.Measure;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
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
 * Two results of the same cluster, side by side. A process is the same by its name or what it runs as, whatever its pid. A finding that is not
 * there any more is gone only where the playbook could still see; else it is out of sight.
 *
 * @param before the older result
 * @param after the newer result
 * @param fresh findings that were not there before
 * @param gone findings that are not there any more
 * @param unseen findings of which nothing can be said any more, because their playbook could not tell
 * @param kept findings that are in both
 * @param sights playbooks that can tell what they could not, or the other way round
 * @param counters what else changed about a node, a link or an event
 * @param limits limits that are not the same
 * @param versions programs that changed
 * @param joined nodes that were not there before
 * @param left nodes that are not there any more
 */
public record Comparison(
        Findings before,
        Findings after,
        List<Finding> fresh,
        List<Finding> gone,
        List<Finding> unseen,
        List<Kept> kept,
        List<Sight> sights,
        List<Shift> counters,
        List<Shift> limits,
        List<Shift> versions,
        List<String> joined,
        List<String> left) {

    /** A finding in both; how its severity and numbers changed. */
    public record Kept(Finding before, Finding after, List<Shift> numbers) {
        /** Above 0 when it is graver than before, below 0 when it is less grave. */
        public int worse() {
            return after.severity().compareTo(before.severity());
        }
    }

    /** A playbook whose sight changed. */
    public record Sight(Verdict before, Verdict after) {
        /** Whether it could tell before and cannot now. */
        public boolean isLost() {
            return isBlind(after);
        }
    }

    /** Compares two results. */
    public static Comparison of(Findings before, Findings after) {
        Map<String, Finding> old = Fingerprint.of(each(before));
        Map<String, Finding> now = Fingerprint.of(each(after));
        Map<Integer, Verdict> verdicts = after.verdicts().stream()
                .collect(Collectors.toMap(Verdict::playbook, Function.identity(), (a, b) -> a));
        List<Finding> gone = new ArrayList<>();
        List<Finding> unseen = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        old.forEach((name, finding) -> {
            Optional<Finding> still = Optional.ofNullable(now.get(name));
            boolean blind = Optional.ofNullable(verdicts.get(finding.playbook()))
                    .map(verdict -> isBlind(verdict) || isGap(verdict, finding))
                    .orElse(true);
            still.ifPresentOrElse(
                    found -> kept.add(new Kept(finding, found, numbers(finding, found))),
                    () -> (blind ? unseen : gone).add(finding));
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

    /** Findings that are graver than before. */
    public List<Kept> worse() {
        return kept.stream().filter(one -> one.worse() > 0).toList();
    }

    /** Whether something new was found that is more than information. */
    public boolean hasNewFault() {
        return fresh.stream().anyMatch(finding -> finding.severity() != Severity.INFO);
    }

    /** Whether a playbook cannot tell what it could. */
    public boolean hasLostSight() {
        return !unseen.isEmpty() || sights.stream().anyMatch(Sight::isLost);
    }

    private static boolean isBlind(Verdict verdict) {
        return verdict.state() == Verdict.State.CANNOT_TELL || verdict.state() == Verdict.State.BROKEN;
    }

    private static boolean isGap(Verdict verdict, Finding finding) {
        String node = finding.subject().node();
        return !node.isEmpty()
                && verdict.gaps().stream().anyMatch(gap -> gap.node().equals(node));
    }

    /** A finding of many subjects as one each. */
    private static List<Finding> each(Findings findings) {
        return findings.findings().stream()
                .flatMap(finding -> Stream.concat(Stream.of(finding), finding.also().stream()))
                .toList();
    }

    private static List<Shift> numbers(Finding before, Finding after) {
        Map<String, Measure> old = new HashMap<>();
        before.numbers().forEach(number -> old.putIfAbsent(number.name(), number));
        return after.numbers().stream()
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
                        .filter(now -> isBlind(old) != isBlind(now))
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
