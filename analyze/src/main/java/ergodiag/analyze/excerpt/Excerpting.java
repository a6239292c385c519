package ergodiag.analyze.excerpt;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Tool;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a small set of replies from which the same findings follow, and proves it by judging that set: first what is cited, then its series,
 * then the same of all nodes, then everything; what proves needless goes again, tool by tool, the largest first.
 */
public final class Excerpting {
    /** Most tools that are tried to be left out: each costs judging once more. */
    private static final int MOST_TRIES = 6;
    /** A tool below this share of the bytes is not worth a try. */
    private static final double WORTH_A_TRY = 0.02;

    private final Bundle whole;
    private final Function<Bundle, Findings> judge;
    private final Set<String> all;
    private final PackedSizes sizes;
    private final long most;

    /**
     * An excerpt of this bundle.
     *
     * @param judge how a bundle is judged
     * @param all what was found in the whole bundle: nothing grave besides it may be found in the excerpt
     * @param most bytes of the packed excerpt
     * @param besides bytes, packed, of what is put in besides replies
     */
    public Excerpting(Bundle whole, Function<Bundle, Findings> judge, List<Finding> all, long most, long besides) {
        this.whole = whole;
        this.all = told(all);
        this.judge = judge;
        this.sizes = new PackedSizes(whole);
        this.most = most - besides - sizes.ofLedger() - sizes.of(Set.of("manifest.json"));
    }

    /** With these findings; where they do not fit all, with the graver ones. */
    public Excerpt of(List<Finding> wanted) {
        List<Finding> fitting = wanted;
        for (Severity least : Severity.values()) {
            fitting = wanted.stream()
                    .filter(finding -> finding.severity().compareTo(least) >= 0)
                    .toList();
            Optional<Set<String>> enough = sizes.of(cited(fitting)) > most ? Optional.empty() : enough(fitting);
            if (enough.isPresent()) {
                return filled(enough.get(), fitting, wanted);
            }
        }
        return filled(Set.of(), List.of(), wanted);
    }

    /** Puts in what is cited by the other findings as long as there is room. */
    private Excerpt filled(Set<String> files, List<Finding> proven, List<Finding> wanted) {
        Set<String> kept = new TreeSet<>(files);
        List<Finding> unsure = new ArrayList<>();
        List<Finding> left = new ArrayList<>();
        for (Finding finding : wanted) {
            if (!proven.contains(finding)) {
                Set<String> more = new TreeSet<>(kept);
                more.addAll(cited(List.of(finding)));
                if (sizes.of(more) <= most) {
                    kept = more;
                    unsure.add(finding);
                } else {
                    left.add(finding);
                }
            }
        }
        return new Excerpt(kept, proven, unsure, left);
    }

    /** Files that fit and give these findings again. */
    private Optional<Set<String>> enough(List<Finding> findings) {
        Set<String> cited = cited(findings);
        return widening(cited).stream()
                .filter(files -> gives(files, findings))
                .findFirst()
                .map(files -> thinned(files, cited, findings, Call::tool))
                .map(files -> sizes.of(files) <= most
                        ? files
                        : thinned(files, cited, findings, call -> call.tool() + "\n" + call.node()))
                .filter(files -> sizes.of(files) <= most);
    }

    private List<Set<String>> widening(Set<String> cited) {
        Set<String> tools = new HashSet<>();
        Set<String> toolsOfNodes = new HashSet<>();
        for (Call call : whole.calls()) {
            if (cited.contains(call.file().orElse(""))) {
                tools.add(call.tool());
                toolsOfNodes.add(call.node() + "\n" + call.tool());
            }
        }
        tools.add(Tool.NODE_INFO.toolName());
        Predicate<Call> head =
                call -> call.node().isEmpty() || cited.contains(call.file().orElse(""));
        return Stream.<Predicate<Call>>of(
                        head.or(Tool.NODE_INFO::askedBy),
                        head.or(call -> Tool.NODE_INFO.askedBy(call)
                                || toolsOfNodes.contains(call.node() + "\n" + call.tool())),
                        head.or(call -> tools.contains(call.tool())),
                        call -> true)
                .map(this::replies)
                .distinct()
                .toList();
    }

    private Set<String> thinned(
            Set<String> files, Set<String> cited, List<Finding> findings, Function<Call, String> kind) {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        for (Call call : whole.calls()) {
            call.file()
                    .filter(file -> files.contains(file) && !cited.contains(file))
                    .ifPresent(file -> groups.computeIfAbsent(kind.apply(call), name -> new TreeSet<>())
                            .add(file));
        }
        double worth = sizes.of(files) * WORTH_A_TRY;
        List<Set<String>> tries = new ArrayList<>(groups.values().stream()
                .filter(group -> sizes.of(group) > worth)
                .sorted(Comparator.comparingLong((Set<String> group) -> -sizes.of(group)))
                .limit(MOST_TRIES)
                .toList());
        Set<String> rest = new TreeSet<>();
        groups.values().stream().filter(group -> !tries.contains(group)).forEach(rest::addAll);
        tries.add(rest);
        Set<String> kept = files;
        for (Set<String> needless : tries) {
            Set<String> fewer = new TreeSet<>(kept);
            if (fewer.removeAll(needless) && gives(fewer, findings)) {
                kept = fewer;
            }
        }
        return kept;
    }

    private boolean gives(Set<String> files, List<Finding> findings) {
        List<Finding> again = judge.apply(whole.only(files, Excerpt.LEFT_OUT)).findings();
        List<Finding> grave = again.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        return told(again).containsAll(told(findings)) && all.containsAll(told(grave));
    }

    /** Code, severity and subject of each; one finding of many is many. */
    private static Set<String> told(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.subjects().stream()
                        .map(subject -> finding.code() + " " + finding.severity() + " " + subject))
                .collect(Collectors.toSet());
    }

    /** The cited files, with the other parts of the lists they are part of. */
    private Set<String> cited(List<Finding> findings) {
        Set<String> files = findings.stream()
                .flatMap(finding -> finding.basis().evidence().stream())
                .map(Evidence::file)
                .collect(Collectors.toSet());
        Set<String> readings = whole.calls().stream()
                .filter(call -> files.contains(call.file().orElse("")))
                .map(Excerpting::reading)
                .collect(Collectors.toSet());
        return replies(call -> readings.contains(reading(call)));
    }

    private static String reading(Call call) {
        return String.join(
                "\n",
                call.node(),
                call.tool(),
                call.part().list(),
                call.reading().toString(),
                call.part().list().isEmpty() ? call.file().orElse("") : "");
    }

    private Set<String> replies(Predicate<Call> which) {
        return whole.calls().stream()
                .filter(which)
                .flatMap(call -> call.file().stream())
                .filter(whole.files()::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
