package ergodiag.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Analysis;
import ergodiag.analyze.Mutated;
import ergodiag.analyze.ReadSample;
import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One dead node does not hide what was seen of the others: neither their faults nor that they are healthy. */
class UnseenNodeTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    /** A node without a fault never answered: what was found of the others is found as before, and as certainly. */
    @ParameterizedTest
    @ValueSource(strings = {"crash-loop", "no-build-tags", "overload-and-stuck-call"})
    void faultsOfOthersAreFoundAsBefore(String sample) throws IOException {
        Findings whole = ReadSample.judged(sample);
        String calm = whole.nodes().stream()
                .map(Findings.NodeSummary::name)
                .filter(node -> !node.equals(whole.bundle().entryNode()))
                .filter(node -> whole.findings().stream()
                        .noneMatch(finding -> grave(finding)
                                && (finding.isAbout(node)
                                        || finding.subject().peer().equals(node))))
                .findFirst()
                .orElseThrow();

        Findings without = judge(silenced(sample, calm));

        assertThat(without.findings())
                .filteredOn(UnseenNodeTest::grave)
                .extracting(UnseenNodeTest::told)
                .containsAll(whole.findings().stream()
                        .filter(UnseenNodeTest::grave)
                        .map(UnseenNodeTest::told)
                        .toList());
        for (Verdict verdict : without.verdicts()) {
            Verdict before = whole.verdicts().get(verdict.playbook() - 1);
            assertThat(verdict.state()).as(verdict.name()).isNotEqualTo(Verdict.State.HEALTHY);
            assertThat(verdict.unsureOf()).as(verdict.name()).contains(calm);
            if (verdict.playbook() != 8) {
                assertThat(verdict.healthyOn())
                        .as(verdict.name())
                        .containsAll(before.healthyOn().stream()
                                .filter(node -> !node.equals(calm))
                                .toList());
            }
        }
    }

    @Test
    void aNodeOfTheManualsClusterThatFellSilentHidesNoOther() {
        Findings findings = ReadSample.judged("node-gone");

        assertThat(findings.verdicts()).allSatisfy(verdict -> {
            assertThat(verdict.state()).isNotEqualTo(Verdict.State.HEALTHY);
            assertThat(verdict.healthyOn()).as(verdict.name()).containsExactly("node1@localhost", "node2@localhost");
            assertThat(verdict.unsureOf()).as(verdict.name()).containsExactly("node3@localhost");
        });
    }

    @Test
    void aHealthyVerdictIsOfAllNodes() {
        Findings findings = ReadSample.judged("healthy-three-nodes");

        assertThat(findings.verdicts()).allSatisfy(verdict -> {
            assertThat(verdict.state()).isEqualTo(Verdict.State.HEALTHY);
            assertThat(verdict.healthyOn()).hasSize(3);
            assertThat(verdict.unsureOf()).isEmpty();
        });
    }

    /** Whose only peer was not seen has no link of which both ends were. */
    @Test
    void linksOfANodeWhosePeersAreAllUnseenAreNotHealthy() {
        Findings findings = TestBundles.in(folder)
                .node("a@h", node -> {})
                .node("b@h", TestNode::silent)
                .judge();

        assertThat(findings.verdicts().get(7).healthyOn()).isEmpty();
        assertThat(findings.verdicts().get(6).healthyOn()).isNotEmpty();
    }

    private static Findings judge(Bundle bundle) {
        try (bundle) {
            return Analysis.of(bundle, Playbooks.all(), Map.of());
        }
    }

    private static boolean grave(Finding finding) {
        return finding.severity() != Severity.INFO;
    }

    private static List<Object> told(Finding finding) {
        return List.of(finding.code(), finding.severity(), finding.subject());
    }

    /** The recording as if this node had not answered once. */
    private Bundle silenced(String sample, String node) throws IOException {
        Path target = folder.resolve(sample);
        try (Bundle original = Mutated.original(sample)) {
            for (Call call : original.calls()) {
                if (call.file().isPresent() && !call.node().equals(node)) {
                    write(
                            target.resolve(call.file().orElseThrow()),
                            original.text(call.file().orElseThrow()));
                }
            }
            StringBuilder ledger = new StringBuilder();
            original.text("calls.jsonl").lines().forEach(line -> {
                ObjectNode call = (ObjectNode) JSON.readTree(line);
                if (call.path("node").asString("").equals(node)) {
                    call.remove(List.of("file", "bytes", "sha256", "rows"));
                    call.put("outcome", "unreachable").putObject("error").put("message", "no route");
                }
                ledger.append(call).append('\n');
            });
            write(target.resolve("calls.jsonl"), ledger.toString());
            ObjectNode manifest = (ObjectNode) JSON.readTree(original.text("manifest.json"));
            manifest.path("nodes").forEach(each -> {
                if (each.path("name").asString("").equals(node)) {
                    ((ObjectNode) each).put("state", "silent");
                }
            });
            write(target.resolve("manifest.json"), manifest.toString());
        }
        return Bundle.open(target);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
