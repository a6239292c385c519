package ergodiag.scenarios;

import com.fasterxml.jackson.annotation.JsonProperty;
import ergodiag.analyze.Analysis;
import ergodiag.bundle.Bundle;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.Playbooks;
import ergodiag.verdicts.Material;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * What has to be said of a bundle. "Strong" findings are warnings and worse.
 *
 * @param first the first strong finding has one of these as its subject, or as the node of it
 * @param named some strong finding names one of these in its subject or its words
 * @param any some finding names one of these, information too
 * @param says a pattern for the words of such a finding
 * @param notSays a pattern that no strong finding may fit
 * @param most how many strong findings there may be
 * @param not codes that no strong finding may have
 * @param notHealthy playbooks that may not be healthy
 * @param noCritical whether nothing may be critical
 * @param healthy whether no finding may be strong
 */
record Expectation(
        @Nullable List<String> first,
        @Nullable List<String> named,
        @Nullable List<String> any,
        @Nullable String says,
        @JsonProperty("not_says") @Nullable String notSays,
        @Nullable Integer most,
        @Nullable List<String> not,
        @JsonProperty("not_healthy") @Nullable List<Integer> notHealthy,
        @JsonProperty("no_critical") @Nullable Boolean noCritical,
        @Nullable Boolean healthy) {

    /** What has to be said of the recordings of a folder, by their names. */
    static Map<String, Expectation> in(Path recordings) throws IOException {
        return Material.JSON.readValue(
                Files.readString(recordings.resolve("expect.json")),
                new TypeReference<LinkedHashMap<String, Expectation>>() {});
    }

    /** Nothing is wrong, and nothing is to be warned of. */
    static Expectation health() {
        return new Expectation(null, null, null, null, null, 0, null, null, true, true);
    }

    /** The trouble was not to be seen: a symptom may be told, and the playbook that would tell the trouble may not call it well. */
    static Expectation unseen(int playbook) {
        return new Expectation(null, null, null, null, null, 1, null, List.of(playbook), true, false);
    }

    /** One of these is the cause: it is named first, and nothing beside it. */
    static Expectation cause(String... names) {
        return new Expectation(List.of(names), null, null, null, null, 1, null, null, false, false);
    }

    /** No trouble now, but something to know: it is told as information. */
    static Expectation told(String... names) {
        return new Expectation(null, null, List.of(names), null, null, 0, null, null, true, true);
    }

    /** The same, and the finding has to say what the pattern means. */
    Expectation saying(String pattern) {
        return new Expectation(first, named, any, pattern, notSays, most, not, notHealthy, noCritical, healthy);
    }

    /** The same where something else is wrong besides, which may be named too, and first. */
    Expectation besideOne() {
        List<String> among = named != null ? named : first;
        Integer more = most == null ? null : Integer.valueOf(most + 1);
        return Boolean.TRUE.equals(healthy)
                ? new Expectation(null, null, null, null, notSays, 1, not, null, true, false)
                : new Expectation(null, among, any, says, notSays, more, not, notHealthy, noCritical, false);
    }

    /** The same where names are other ones. */
    Expectation renamed(UnaryOperator<String> names) {
        return new Expectation(
                renamed(first, names),
                renamed(named, names),
                renamed(any, names),
                says,
                notSays,
                most,
                not,
                notHealthy,
                noCritical,
                healthy);
    }

    /** Nodes are named without their host here. */
    private static @Nullable List<String> renamed(@Nullable List<String> old, UnaryOperator<String> names) {
        return old == null
                ? null
                : old.stream()
                        .map(name -> name.matches("node\\d") ? names.apply(name + "@localhost") : names.apply(name))
                        .toList();
    }

    /** What is not said of a bundle as it has to be, a sentence each. */
    List<String> misses(Path path) {
        try (Bundle bundle = Bundle.open(path)) {
            return misses(Analysis.of(bundle, Playbooks.all(), Map.of()));
        }
    }

    private List<String> misses(Findings findings) {
        List<Finding> strong = findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        List<String> misses = new ArrayList<>();
        List<Finding> hits = new ArrayList<>();
        if (first != null) {
            Optional<Finding> head = strong.stream().findFirst();
            head.filter(finding -> holdsOne(subjects(finding), first))
                    .ifPresentOrElse(
                            hits::add,
                            () -> misses.add("first: wanted " + first + ", is "
                                    + head.map(Expectation::brief).orElse("nothing")));
        }
        hits.addAll(wanted(named, "named", strong, misses));
        hits.addAll(wanted(any, "told", findings.findings(), misses));
        if (says != null && hits.stream().noneMatch(finding -> fits(says, finding))) {
            misses.add("nowhere said: " + says);
        }
        strong.stream()
                .filter(finding -> notSays != null && fits(notSays, finding))
                .forEach(finding -> misses.add("not true: " + brief(finding)));
        strong.stream()
                .filter(finding -> not != null && not.contains(finding.code()))
                .forEach(finding -> misses.add("not true: " + brief(finding)));
        strong.stream()
                .filter(finding -> Boolean.TRUE.equals(noCritical) && finding.severity() == Severity.CRITICAL)
                .forEach(finding -> misses.add("critical: " + brief(finding)));
        int limit = Boolean.TRUE.equals(healthy) ? 0 : most == null ? Integer.MAX_VALUE : most;
        if (strong.size() > limit) {
            strong.stream().skip(limit).forEach(finding -> misses.add("beside it: " + brief(finding)));
        }
        findings.verdicts().stream()
                .filter(verdict -> notHealthy != null
                        && notHealthy.contains(verdict.playbook())
                        && verdict.state() == Verdict.State.HEALTHY)
                .forEach(verdict -> misses.add(verdict.name() + " is healthy"));
        return misses;
    }

    private static List<Finding> wanted(
            @Nullable List<String> names, String how, List<Finding> among, List<String> misses) {
        if (names == null) {
            return List.of();
        }
        List<Finding> found = among.stream()
                .filter(finding -> holdsOne(
                        subjects(finding) + " " + finding.prose().sentence() + " "
                                + finding.prose().headline(),
                        names))
                .toList();
        if (found.isEmpty()) {
            misses.add(how + ": " + names + " in none of " + among.size());
        }
        return found;
    }

    private static boolean holdsOne(String text, List<String> names) {
        return names.stream().anyMatch(text::contains);
    }

    private static boolean fits(String pattern, Finding finding) {
        return Pattern.compile(pattern)
                .matcher(finding.prose().sentence() + " " + finding.prose().headline())
                .find();
    }

    private static String subjects(Finding finding) {
        return Stream.concat(Stream.of(finding), finding.also().stream())
                .map(each -> each.subject().toString())
                .reduce("", (one, other) -> one + " " + other);
    }

    private static String brief(Finding finding) {
        String sentence = finding.prose().sentence();
        return finding.code() + " " + (sentence.length() > 110 ? sentence.substring(0, 110) + "..." : sentence);
    }
}
