package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Verification;
import ergodiag.capture.cli.ExitCode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.playbooks.Playbooks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"blocked-consumer", "memory-and-cpu"})
    void theExcerptIsASmallerSoundBundleThatGivesTheSameFindings(String sample) throws Exception {
        Path whole = Path.of("../samples/" + sample + ".zip");
        Path excerpt = folder.resolve("excerpt.zip");
        assertThat(run("evidence", whole.toString(), "--out", excerpt.toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.size(excerpt)).isLessThan(Files.size(whole));
        try (Bundle before = Bundle.open(whole);
                Bundle after = Bundle.open(excerpt)) {
            assertThat(Verification.of(after).faults()).isEmpty();
            assertThat(after.files()).contains("summary.md", "findings.json");
            assertThat(after.calls()).hasSameSizeAs(before.calls());
            Findings again = Playbooks.judge(after);
            List<Finding> findings = JudgedSamples.of(sample).findings();
            assertThat(told(again.findings())).containsAll(told(findings));
            findings.stream()
                    .flatMap(finding -> finding.basis().evidence().stream())
                    .map(Evidence::file)
                    .forEach(file -> assertThat(after.files()).contains(file));
        }
    }

    @Test
    void ofABundleInWhichNothingWasLookedForAnExcerptHasNoSecrets() throws Exception {
        Path excerpt = folder.resolve("excerpt.zip");
        assertThat(run("evidence", "../samples/blocked-consumer.zip", "--out", excerpt.toString()))
                .as(err.toString())
                .isZero();
        try (Bundle after = Bundle.open(excerpt)) {
            assertThat(after.manifest().redaction().applied()).isTrue();
            assertThat(after.manifest().redaction().replaced()).isPositive();
            assertThat(Verification.of(after).faults()).isEmpty();
            for (String file : after.files()) {
                assertThat(after.text(file)).as(file).doesNotContain("PLANTED-SECRET");
            }
        }
    }

    @Test
    void oneFindingComesWithItsSymptomsAndWithoutTheRest() {
        Path excerpt = folder.resolve("excerpt.zip");
        assertThat(run(
                        "evidence",
                        "../samples/blocked-consumer.zip",
                        "--finding",
                        "ed0701",
                        "--out",
                        excerpt.toString()))
                .isZero();
        try (Bundle after = Bundle.open(excerpt)) {
            assertThat(told(Playbooks.judge(after).findings())).anyMatch(it -> it.startsWith("ED0701 WARNING"));
            assertThat(after.text("findings.json")).contains("ED0701").doesNotContain("\"ED0201\"");
        }
    }

    @Test
    void whatHasNoRoomIsTold() throws Exception {
        Path excerpt = folder.resolve("excerpt.zip");
        assertThat(run(
                        "evidence",
                        "../samples/events-and-pool.zip",
                        "--max-size",
                        "150KB",
                        "--out",
                        excerpt.toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.size(excerpt)).isLessThan(150_000);
        assertThat(out.toString()).contains("No room", "Cites", "--max-size");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Path there = Files.writeString(folder.resolve("there.zip"), "mine");
        assertThat(run("evidence", "../samples/no-build-tags.zip", "--out", there.toString()))
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(there).hasContent("mine");
        assertThat(err.toString()).contains("exists already");
    }

    @Test
    void aFindingThatIsNotThereIsAWrongCommandLineThatNamesThoseThatAre() {
        assertThat(run("evidence", "../samples/blocked-consumer.zip", "--finding", "ED9999", "--out", "x.zip"))
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("ED9999", "ED0201");
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.code() + " " + finding.severity() + " " + finding.subjects())
                .toList();
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
