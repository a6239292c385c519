package ergodiag.report;

import ergodiag.bundle.Gap;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import ergodiag.report.Page.Unseen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What could not be seen, told once: gaps that differ only in the node or the tool they name become one line. */
final class GapLines {
    private static final int NAMED = 8;
    /** In the place of the name of one of several nodes. */
    private static final String ANY = "NODE";

    private final List<String> nodes;
    private final List<Verdict> verdicts;

    /** Gaps with the same reason and the same remedy, but for the names in them. */
    private static final class Group {
        private final Gap first;
        private final Set<String> what = new LinkedHashSet<>();
        private final Set<String> nodes = new LinkedHashSet<>();
        private final Set<String> reasons = new LinkedHashSet<>();
        private final Set<String> remedies = new LinkedHashSet<>();
        private final Set<String> sections = new LinkedHashSet<>();

        Group(Gap first) {
            this.first = first;
        }
    }

    GapLines(Findings findings) {
        this.nodes = findings.nodes().stream()
                .map(Findings.NodeSummary::name)
                .filter(name -> !name.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.verdicts = findings.verdicts();
    }

    /** Those of all playbooks, each with the playbooks it weakens. */
    List<Unseen> all() {
        Map<List<String>, Group> groups = new LinkedHashMap<>();
        for (Verdict verdict : verdicts) {
            verdict.gaps().forEach(gap -> group(groups, gap).sections.add(verdict.title()));
        }
        return told(groups);
    }

    /** Those of one playbook. */
    List<Unseen> of(Verdict verdict) {
        Map<List<String>, Group> groups = new LinkedHashMap<>();
        verdict.gaps().forEach(gap -> group(groups, gap));
        return told(groups);
    }

    private Group group(Map<List<String>, Group> groups, Gap gap) {
        Group group = groups.computeIfAbsent(
                List.of(nameless(gap.reason()), nameless(gap.fetchWith())), key -> new Group(gap));
        group.what.add(gap.what());
        group.reasons.add(gap.reason());
        group.remedies.add(gap.fetchWith());
        if (!gap.node().isEmpty()) {
            group.nodes.add(gap.node());
        }
        return group;
    }

    private String nameless(String text) {
        String plain = text;
        for (String node : nodes) {
            plain = plain.replace(node, ANY);
        }
        return plain;
    }

    private List<Unseen> told(Map<List<String>, Group> groups) {
        List<Unseen> told = new ArrayList<>();
        for (Group group : groups.values()) {
            int others = group.reasons.size() - 1;
            String alike = others == 0
                    ? ""
                    : others == 1 ? " The same holds for one other." : " The same holds for " + others + " others.";
            told.add(new Unseen(
                    named(group.what),
                    group.nodes.size() > 1 && group.nodes.size() == nodes.size() ? "all nodes" : named(group.nodes),
                    ReportWords.sentence(group.first.reason()) + alike,
                    group.remedies.size() == 1 ? group.first.fetchWith() : nameless(group.first.fetchWith()),
                    List.copyOf(group.sections)));
        }
        return told;
    }

    private String named(Set<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }
}
