package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Gap;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.Playbooks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The recording of a healthy cluster, of which some questions got no answer: a failed question is no state of the cluster. */
class UnansweredCallsTest {
    private static final String NODE = "node2@localhost";

    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("..", "samples", "healthy-three-nodes.zip"));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                assertThat(file.startsWith(folder)).isTrue();
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbled", "unauthorized", "too_large", "busy", "cancelled", "skipped", "unreachable"})
    void aPingThatWasNotMadeToItsEndSaysNothingAboutALink(String outcome) throws IOException {
        Findings findings = where(call -> isOf(call, "network_ping"), outcome);

        assertThat(findings.findings()).noneMatch(finding -> finding.code().equals("ED0811"));
        assertThat(verdict(findings, 8).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(verdict(findings, 8).gaps())
                .isNotEmpty()
                .allMatch(gap -> gap.what().equals("network_ping"));
        assertThat(verdict(findings, 1).state()).isEqualTo(Verdict.State.CANNOT_TELL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "tool_error"})
    void aPingThatFailedItselfDoes(String outcome) throws IOException {
        Findings findings = where(call -> isOf(call, "network_ping"), outcome);

        assertThat(findings.findings()).anyMatch(finding -> finding.code().equals("ED0811"));
    }

    @Test
    void onePingOfAPairThatCameIsEnough() throws IOException {
        List<String> seen = new ArrayList<>();
        Findings findings = where(
                call -> isOf(call, "network_ping")
                        && !seen.add(call.path("node").asString()
                                + call.path("arguments").path("name").asString()),
                "garbled");

        assertThat(verdict(findings, 8).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @ParameterizedTest
    @CsvSource({
        "pprof_heap, timeout, 4",
        "pprof_heap, skipped, 4",
        "pprof_goroutines, busy, 10",
        "pprof_cpu, tool_error, 3",
        "network_acceptors, tool_error, 8",
        "network_info, garbled, 1",
        "app_list, cancelled, 1",
        "event_list, unauthorized, 9"
    })
    void whatANodeDidNotAnswerIsAGapOfThePlaybookThatWantedIt(String tool, String outcome, int playbook)
            throws IOException {
        Findings findings =
                where(call -> isOf(call, tool) && call.path("node").asString().equals(NODE), outcome);

        assertThat(verdict(findings, playbook).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(verdict(findings, playbook).gaps())
                .extracting(Gap::node, Gap::what)
                .contains(org.assertj.core.api.Assertions.tuple(NODE, tool));
    }

    @Test
    void aCounterThatWasLostOnceIsNone() throws IOException {
        List<String> first = new ArrayList<>();
        Findings findings =
                where(call -> isOf(call, "runtime_stats") && first.isEmpty() && first.add("lost"), "timeout");

        assertThat(findings.verdicts()).allMatch(verdict -> verdict.state() == Verdict.State.HEALTHY);
    }

    private static boolean isOf(JsonNode call, String tool) {
        return call.path("tool").asString("").equals(tool);
    }

    private static Verdict verdict(Findings findings, int playbook) {
        return findings.verdicts().get(playbook - 1);
    }

    private Findings where(Predicate<JsonNode> lost, String outcome) throws IOException {
        Path ledger;
        try (var files = Files.walk(folder)) {
            ledger = files.filter(file -> file.endsWith("calls.jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(ledger)) {
            ObjectNode call = (ObjectNode) JsonMapper.shared().readTree(line);
            if (lost.test(call)) {
                call.put("outcome", outcome).putObject("error").put("message", "it was " + outcome);
                call.remove(List.of("file", "bytes", "sha256", "reading"));
            }
            lines.add(call.toString());
        }
        Files.write(ledger, lines);
        try (Bundle bundle = Bundle.open(ledger.getParent())) {
            return Analysis.of(bundle, Playbooks.all(), Map.of());
        }
    }
}
