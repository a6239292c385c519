package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.Playbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnseenNodesTest {
    @TempDir
    private Path folder;

    @Test
    void nothingIsHealthyWhereMoreNodesWereNamedThanAsked() throws IOException {
        Mutated.sample(folder, "healthy-three-nodes").close();
        Path bundle = folder.resolve("mutated-healthy-three-nodes");
        assertThat(judged(bundle).verdicts()).anyMatch(verdict -> verdict.state() == Verdict.State.HEALTHY);

        Path manifest = bundle.resolve("manifest.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replaceFirst("\"capture\" ?: ?\\{", "\"capture\": {\"nodes_beyond\": 99000,"));

        assertThat(judged(bundle).verdicts())
                .isNotEmpty()
                .noneMatch(verdict -> verdict.state() == Verdict.State.HEALTHY
                        || !verdict.healthyOn().isEmpty())
                .allMatch(verdict ->
                        verdict.gaps().stream().anyMatch(gap -> gap.reason().contains("at least 99000 more nodes")));
    }

    @Test
    void nothingIsHealthyWhereNobodySaidWhichNodesThereAre() throws IOException {
        Mutated.sample(folder, "healthy-three-nodes").close();
        Path bundle = folder.resolve("mutated-healthy-three-nodes");
        Path ledger = bundle.resolve("calls.jsonl");
        Files.writeString(
                ledger,
                Files.readString(ledger)
                        .lines()
                        .map(line -> line.contains("\"cluster_nodes\"")
                                ? line.replaceFirst("\"outcome\" ?: ?\"ok\"", "\"outcome\":\"timeout\"")
                                : line)
                        .collect(Collectors.joining("\n", "", "\n")));

        assertThat(judged(bundle).verdicts())
                .isNotEmpty()
                .noneMatch(verdict -> verdict.state() == Verdict.State.HEALTHY)
                .allMatch(verdict -> verdict.gaps().stream()
                        .anyMatch(gap -> gap.reason().startsWith("the list of the cluster's nodes failed")));
    }

    private static Findings judged(Path folder) {
        try (Bundle bundle = Bundle.open(folder)) {
            return Playbooks.judge(bundle);
        }
    }
}
