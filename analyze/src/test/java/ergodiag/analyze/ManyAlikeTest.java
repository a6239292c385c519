package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Room;
import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.Playbooks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very many nodes or processes, and lists that do not fit in memory, cost themselves only, and what is told of them people can read. */
class ManyAlikeTest {
    private static final int PLENTY = 1 << 30;

    @TempDir
    private Path folder;

    @Test
    void veryManySilentNodesAreToldTogetherWithTheirNumber() {
        int silent = 1500;
        TestBundles bundle = TestBundles.in(folder).node("a@h", node -> {});
        for (int i = 0; i < silent; i++) {
            bundle.node("s" + i + "@h", TestNode::silent);
        }

        Findings findings = bundle.judge();

        List<Finding> told = findings.findings().stream()
                .filter(finding -> finding.code().equals("ED0101"))
                .toList();
        assertThat(told).singleElement().satisfies(finding -> {
            assertThat(finding.basis().numbers().get(0).value()).isEqualTo(silent);
            assertThat(finding.also()).hasSizeLessThan(GravestFindings.MOST);
        });
        assertThat(findings.notes()).anyMatch(note -> note.contains("ED0101 was found 1,000 times more"));
        assertThat(findings.verdicts()).allSatisfy(verdict -> {
            assertThat(verdict.gaps()).hasSizeLessThanOrEqualTo(Examination.MOST_GAPS + 1);
            assertThat(verdict.gaps().get(verdict.gaps().size() - 1).reason())
                    .contains(" more, of which the next is: ");
        });
        assertThat(findings.nodes()).hasSizeLessThanOrEqualTo(1001);
        assertThat(verdict(findings, PlaybookName.ZOMBIE_PROCESSES).healthyOn()).containsExactly("a@h");
    }

    @Test
    void aListThatDoesNotFitIsAGapAndTheOthersAreJudged() {
        TestBundles bundle = TestBundles.in(folder).node("a@h", node -> {
            for (int i = 0; i < 300; i++) {
                node.process("<A.0." + (2000 + i) + ">", row -> {});
            }
        });

        Findings findings = judge(bundle, new Room(PLENTY, 200_000, 1000));

        Verdict zombies = verdict(findings, PlaybookName.ZOMBIE_PROCESSES);
        assertThat(zombies.state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(zombies.gaps()).extracting(Gap::reason).anyMatch(reason -> reason.contains("too large to be read"));
        assertThat(verdict(findings, PlaybookName.NETWORK).gaps())
                .extracting(Gap::reason)
                .noneMatch(reason -> reason.contains("too large"));
        assertThat(findings.bundle().integrity()).hasValueSatisfying(integrity -> {
            assertThat(integrity.tooLarge()).isNotEmpty().allMatch(file -> file.contains("process_list"));
            assertThat(integrity.whole()).isFalse();
        });
        assertThat(findings.notes()).anyMatch(note -> note.contains("too large for the memory"));
        assertThat(judge(bundle, new Room(PLENTY, PLENTY, 1000))
                        .bundle()
                        .integrity()
                        .map(integrity -> integrity.tooLarge().isEmpty())
                        .orElse(true))
                .isTrue();
    }

    @Test
    void moreNodesThanAreLookedAtAreAGapEverywhere() {
        TestBundles bundle = TestBundles.in(folder);
        List.of("a@h", "b@h", "c@h").forEach(name -> bundle.node(name, node -> {}));

        Findings findings = judge(bundle, new Room(PLENTY, PLENTY, 2));

        assertThat(findings.nodes()).hasSize(2);
        assertThat(findings.verdicts()).allSatisfy(verdict -> {
            assertThat(verdict.state()).isNotEqualTo(Verdict.State.HEALTHY);
            assertThat(verdict.gaps()).extracting(Gap::reason).anyMatch(reason -> reason.contains("c@h"));
        });
        assertThat(findings.bundle().integrity())
                .hasValueSatisfying(it -> assertThat(it.whole()).isFalse());
    }

    private static Findings judge(TestBundles bundle, Room room) {
        try (Bundle fitting = Bundle.open(bundle.write()).fitting(room)) {
            return Analysis.of(fitting, Playbooks.all(), Map.of());
        }
    }

    private static Verdict verdict(Findings findings, PlaybookName playbook) {
        return findings.verdicts().get(playbook.ordinal());
    }
}
