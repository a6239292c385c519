package ergodiag.verdicts;

import ergodiag.analyze.Analysis;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.Verification;
import ergodiag.bundle.sign.SignatureCheck;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.Playbooks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was said of a bundle, as far as it must not depend on how the bundle tells it: verdicts, and who is warned of. */
record Judgement(Findings findings) {
    /** How a difference begins that is no wrong verdict: there was less to see, and that is said. */
    static final String LESS = "less seen, ";

    static Judgement of(Path path) {
        try (Bundle bundle = Verification.checked(Bundle.open(path), false, SignatureCheck.BESIDE)) {
            return new Judgement(Analysis.of(bundle, Playbooks.all(), Map.of()));
        }
    }

    /**
     * What is otherwise in another judgement, a sentence each.
     *
     * @param lessSeen whether the other was given less to see: saying that it cannot tell is then begun with {@link #LESS}
     */
    List<String> differences(Judgement other, UnaryOperator<String> names, boolean lessSeen) {
        List<String> differences = new ArrayList<>();
        Map<String, String> mine = verdicts();
        other.verdicts().forEach((playbook, state) -> {
            if (!state.equals(mine.get(playbook))) {
                boolean less = state.equals("cannot_tell") || state.equals("found") && !other.warns(playbook);
                differences.add((lessSeen && less ? LESS : "") + playbook + ": " + mine.get(playbook) + " -> " + state);
            }
        });
        Set<String> before = warnings(names);
        Set<String> after = other.warnings(UnaryOperator.identity());
        Set<String> untold = lessSeen ? other.untold() : Set.of();
        before.stream()
                .filter(one -> !after.contains(one))
                .forEach(one -> differences.add((untold.contains(one.substring(0, 4)) ? LESS : "") + "gone: " + one));
        after.stream().filter(one -> !before.contains(one)).forEach(one -> differences.add("new: " + one));
        return differences;
    }

    /** How the codes of playbooks begin that cannot tell. */
    private Set<String> untold() {
        return findings.verdicts().stream()
                .filter(verdict -> verdict.state() == Verdict.State.CANNOT_TELL)
                .map(verdict -> String.format(Locale.ROOT, "ED%02d", verdict.playbook()))
                .collect(Collectors.toSet());
    }

    /** Whether a playbook found more than information, which is less exact where less was seen. */
    private boolean warns(String playbook) {
        return findings.verdicts().stream()
                .filter(verdict -> verdict.name().equals(playbook))
                .map(verdict -> String.format(Locale.ROOT, "ED%02d", verdict.playbook()))
                .anyMatch(code -> warnings(UnaryOperator.identity()).stream().anyMatch(one -> one.startsWith(code)));
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
                        Stream.of(
                                finding.code(),
                                finding.severity().word(),
                                subject.kind().word()),
                        subject.kind() == Subject.Kind.LINK ? ends.sorted() : ends,
                        rest)
                .flatMap(parts -> parts)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
