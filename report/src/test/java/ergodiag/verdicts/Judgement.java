package ergodiag.verdicts;

import ergodiag.analyze.Analysis;
import ergodiag.analyze.Finding;
import ergodiag.analyze.Findings;
import ergodiag.analyze.Severity;
import ergodiag.analyze.Subject;
import ergodiag.analyze.playbooks.Playbooks;
import ergodiag.bundle.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was said of a bundle, as far as it must not depend on how the bundle tells it: verdicts, and who is warned of. */
record Judgement(Findings findings) {

    static Judgement of(Path path) {
        try (Bundle bundle = Bundle.open(path)) {
            return new Judgement(Analysis.of(bundle, Playbooks.all(), Map.of()));
        }
    }

    /**
     * What is otherwise in another judgement, a sentence each.
     *
     * @param lessSeen whether the other saw less, so that it may no longer be able to tell that something is healthy
     */
    List<String> differences(Judgement other, UnaryOperator<String> names, boolean lessSeen) {
        List<String> differences = new ArrayList<>();
        Map<String, String> mine = verdicts();
        other.verdicts().forEach((playbook, state) -> {
            boolean sightLost = lessSeen && mine.get(playbook).equals("healthy") && state.equals("cannot_tell");
            if (!state.equals(mine.get(playbook)) && !sightLost) {
                differences.add(playbook + ": " + mine.get(playbook) + " -> " + state);
            }
        });
        Set<String> before = warnings(names);
        Set<String> after = other.warnings(UnaryOperator.identity());
        before.stream().filter(one -> !after.contains(one)).forEach(one -> differences.add("gone: " + one));
        after.stream().filter(one -> !before.contains(one)).forEach(one -> differences.add("new: " + one));
        return differences;
    }

    private Map<String, String> verdicts() {
        return findings.verdicts().stream()
                .collect(Collectors.toMap(
                        verdict -> verdict.name(),
                        verdict -> verdict.state().word(),
                        (one, same) -> one,
                        TreeMap::new));
    }

    private Set<String> warnings(UnaryOperator<String> names) {
        return findings.findings().stream()
                .flatMap(finding -> Stream.concat(Stream.of(finding), finding.also().stream()))
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(finding -> key(finding, names))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A type's package has its path in stacks only. */
    private static String withoutPath(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** A link has no first end: which of two names is sorted first is nobody's fault. */
    private static String key(Finding finding, UnaryOperator<String> names) {
        Subject subject = finding.subject();
        Stream<String> ends = Stream.of(subject.node(), subject.peer()).map(names);
        Stream<String> rest = Stream.of(
                        subject.pid(),
                        subject.name(),
                        subject.behavior(),
                        subject.application(),
                        subject.event(),
                        subject.function())
                .map(names)
                .map(Judgement::withoutPath);
        return Stream.of(
                        Stream.of(finding.code(), finding.severity().word(), subject.kind()),
                        subject.kind().equals("link") ? ends.sorted() : ends,
                        rest)
                .flatMap(parts -> parts)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
