package ergodiag.verdicts;

import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.Need;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A way in which evidence can be lacking. What was not seen must be said, must not be taken for healthy, and must not become a warning. */
enum Lack {
    /** Every question of a tool is answered by an error. */
    REFUSED(Outcome.TOOL_ERROR),
    /** No question of a tool is answered in time. */
    SLOW(Outcome.TIMEOUT),
    /** Every question of a tool meets a rate limit. */
    BUSY(Outcome.BUSY),
    /** One reply of a tool was altered since it was captured. */
    ALTERED(Outcome.OK);

    private static final String ANOTHER_SUM = "0".repeat(64);

    private final Outcome outcome;

    Lack(Outcome outcome) {
        this.outcome = outcome;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrongly said of a sample, tool by tool. */
    List<String> misses(Material material, Judgement whole, Path target) {
        List<String> misses = new ArrayList<>();
        for (Tool tool : tools(material)) {
            Judgement other = Judgement.of(without(material, tool).write(target));
            Variations.delete(target);
            for (String difference : whole.differences(other, UnaryOperator.identity(), true)) {
                boolean less = isSeenWithoutItsCause(difference, whole)
                        || isToldLessExactly(difference, whole, other)
                        || isSaidToBeUnseen(difference, other, tool);
                misses.add(tagged((less ? Judgement.LESS : "") + difference, tool));
            }
            for (Verdict verdict : other.findings().verdicts()) {
                if (verdict.state() == Verdict.State.HEALTHY && needs(verdict.playbook(), tool)) {
                    misses.add(tagged(verdict.name() + " is healthy all the same", tool));
                }
            }
        }
        return misses;
    }

    /** Whether the whole sample shows that of the same node as well, folded below its cause or told more exactly. */
    static boolean isSeenWithoutItsCause(String difference, Judgement whole) {
        String[] words = difference.split(" ");
        return words[0].equals("new:")
                && whole.findings().findings().stream()
                        .flatMap(finding -> Stream.concat(Stream.of(finding), finding.also().stream()))
                        .anyMatch(finding -> finding.code().equals(words[1])
                                && List.of(
                                                finding.subject().node(),
                                                finding.subject().peer())
                                        .contains(words[4]));
    }

    /**
     * Whether a finding lost or gained no more than the function, or the process, that was not seen: another of the same code and process, or
     * of the same playbook and node, stands in its place.
     */
    static boolean isToldLessExactly(String difference, Judgement whole, Judgement other) {
        String[] words = difference.split(" ");
        return switch (words[0]) {
            case "gone:" ->
                words.length > 5
                        && warned(other)
                                .anyMatch(finding -> finding.code().equals(words[1])
                                        && finding.subject().node().equals(words[4])
                                        && (finding.subject().pid().equals(words[5])
                                                || finding.subject().pid().isEmpty()
                                                        && finding.subject()
                                                                .function()
                                                                .equals(words[words.length - 1])));
            case "new:" ->
                words[3].equals("node")
                        && warned(whole)
                                .anyMatch(finding -> finding.code().startsWith(words[1].substring(0, 4))
                                        && finding.subject().node().equals(words[4]))
                        && warned(other)
                                .noneMatch(finding -> finding.code().startsWith(words[1].substring(0, 4))
                                        && finding.subject().node().equals(words[4])
                                        && !finding.subject().pid().isEmpty());
            default -> false;
        };
    }

    private static Stream<Finding> warned(Judgement judgement) {
        return judgement.findings().findings().stream()
                .flatMap(finding -> Stream.concat(Stream.of(finding), finding.also().stream()))
                .filter(finding -> finding.severity() != Severity.INFO);
    }

    /** Whether the playbook of a finding that is gone says that it did not see the tool. */
    private static boolean isSaidToBeUnseen(String difference, Judgement other, Tool tool) {
        String[] words = difference.split(" ");
        return words[0].equals("gone:")
                && other.findings().verdicts().stream()
                        .filter(verdict ->
                                words[1].startsWith(String.format(Locale.ROOT, "ED%02d", verdict.playbook())))
                        .flatMap(verdict -> verdict.gaps().stream())
                        .anyMatch(gap -> gap.what().equals(tool.toolName()));
    }

    private static String tagged(String difference, Tool tool) {
        boolean less = difference.startsWith(Judgement.LESS);
        return (less ? Judgement.LESS : "") + tool.toolName() + ": "
                + difference.substring(less ? Judgement.LESS.length() : 0);
    }

    /** The tools that were answered and that some playbook judges by. */
    private static Set<Tool> tools(Material material) {
        Set<String> answered = material.ledger().stream()
                .filter(call -> material.files().containsKey(Material.file(call)))
                .map(Material::tool)
                .collect(Collectors.toSet());
        return PlaybookName.allNeeds()
                .filter(need -> need.of() != Need.Of.CONTEXT && need.of() != Need.Of.SOME)
                .map(Need::tool)
                .filter(tool -> answered.contains(tool.toolName()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean needs(int playbook, Tool tool) {
        PlaybookName name = PlaybookName.values()[playbook - 1];
        return PlaybookName.allNeeds()
                .filter(need -> need.tool() == tool && need.of() == Need.Of.EVERY_NODE)
                .flatMap(need -> need.views().stream())
                .anyMatch(view -> PlaybookName.judgingBy(tool, view).contains(name));
    }

    private Material without(Material material, Tool tool) {
        Map<String, String> files = new LinkedHashMap<>(material.files());
        List<ObjectNode> calls = new ArrayList<>();
        boolean altered = false;
        for (ObjectNode call : material.ledger()) {
            ObjectNode copy = call.deepCopy();
            if (Material.tool(call).equals(tool.toolName()) && files.containsKey(Material.file(call))) {
                if (this != ALTERED) {
                    unanswered(copy, files, outcome.word(), "made so: " + outcome.word());
                } else if (!altered) {
                    altered = true;
                    copy.put("sha256", ANOTHER_SUM);
                }
            }
            calls.add(copy);
        }
        return new Material(material.manifest(), calls, files);
    }

    /** Takes away what a call brought. */
    static void unanswered(ObjectNode call, Map<String, String> files, String outcome, String error) {
        files.remove(Material.file(call));
        List.of("file", "bytes", "sha256", "rows", "truncated").forEach(call::remove);
        call.put("outcome", outcome);
        call.putObject("error").put("message", error);
    }
}
