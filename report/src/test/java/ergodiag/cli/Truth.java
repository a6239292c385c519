package ergodiag.cli;

import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The true faults of a recording, and whether findings name them. Only tests read it. */
public final class Truth {
    /** Playbooks that may name a fault; a fault that is not listed may be named by any. */
    private static final Map<String, List<Integer>> PLAYBOOKS = Map.ofEntries(
            Map.entry("bottleneck", List.of(2)),
            Map.entry("blocked", List.of(2, 10)),
            Map.entry("overloaded", List.of(2, 3)),
            Map.entry("hotcpu", List.of(3)),
            Map.entry("memleak", List.of(4)),
            Map.entry("procleak", List.of(5)),
            Map.entry("restartloop", List.of(6)),
            Map.entry("zombie", List.of(7)),
            Map.entry("nodedown", List.of(1, 8)),
            Map.entry("lockcontention", List.of(10, 2)),
            Map.entry("stuckcall", List.of(2, 10)),
            Map.entry("eventnosub", List.of(9)),
            Map.entry("eventidle", List.of(9)),
            Map.entry("poolsaturated", List.of(2)),
            Map.entry("sendunknown", List.of(1, 8)),
            Map.entry("netloss", List.of(8)),
            Map.entry("reconnects", List.of(8)));
    /** Faults for which the right node is enough. */
    private static final Set<String> NODE_IS_ENOUGH = Set.of("nodedown", "netloss", "reconnects", "sendunknown");

    private final List<JsonNode> faults = new ArrayList<>();

    private Truth(JsonNode truth) {
        truth.path("faults").forEach(faults::add);
    }

    /** Reads the truth of a sample. */
    public static Truth of(Path sample) {
        try (ZipFile zip = new ZipFile(sample.toFile())) {
            String name = zip.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.endsWith("truth.json"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
                return new Truth(JsonMapper.shared().readTree(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many faults there are. */
    public int faults() {
        return faults.size();
    }

    /** Faults that no finding of severity warning or critical names at the right node and subject. */
    public List<String> missedBy(Findings findings) {
        return faults.stream()
                .filter(fault ->
                        strong(findings).noneMatch(finding -> mayName(fault, finding) && names(fault, finding)))
                .map(JsonNode::toString)
                .toList();
    }

    /** Warnings and criticals that touch no fault's subject. */
    public List<String> straysOf(Findings findings) {
        return strong(findings)
                .filter(finding -> faults.stream().noneMatch(fault -> names(fault, finding)))
                .map(finding -> finding.code() + " " + finding.severity().word() + ": "
                        + finding.prose().sentence())
                .toList();
    }

    private static java.util.stream.Stream<Finding> strong(Findings findings) {
        return findings.findings().stream().filter(finding -> finding.severity() != Severity.INFO);
    }

    private static boolean mayName(JsonNode fault, Finding finding) {
        return PLAYBOOKS
                .getOrDefault(fault.path("fault").asString(), List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
                .contains(finding.playbook());
    }

    private static boolean names(JsonNode fault, Finding finding) {
        Set<String> keys = new LinkedHashSet<>();
        leaves(fault.path("subject"), keys);
        String hay = finding.subjects().toString() + " " + finding.prose().sentence();
        boolean there = hay.contains(fault.path("node").asString())
                || keys.stream().anyMatch(key -> key.contains("@") && hay.contains(key));
        boolean named = keys.stream().anyMatch(key -> !key.contains("@") && hay.contains(key));
        return there && (named || NODE_IS_ENOUGH.contains(fault.path("fault").asString()));
    }

    private static void leaves(JsonNode node, Set<String> texts) {
        if (node.isString() && node.asString().length() > 3) {
            texts.add(node.asString());
        }
        node.forEach(child -> leaves(child, texts));
    }
}
