package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.cluster.Cluster;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Measure;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.playbooks.Playbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Words do not decide: with every text of every finding reworded the verdicts, findings, severities, ties, groups and their order are the same. */
class RewordedTest {
    private static final Path SAMPLES = Path.of("..", "samples");

    /** The words by which ties, groups and titles were once told. */
    private static final String ONCE = "Waits for a handshake to other nodes, no process of that name: ";

    /** The same words about somebody. */
    private static final String ONCE_ABOUT =
            "it waits for %1$s on %2$s; %1$s has waited as long (%3$s), started by %1$s.";

    @TempDir
    Path folder;

    /** All that is decided about a finding. */
    private record Decided(
            String id,
            String code,
            Severity severity,
            Subject subject,
            List<Relation> relations,
            Optional<Instant> since,
            List<Measure> numbers,
            List<String> explains,
            List<Subject> also) {
        static Decided of(Finding finding) {
            return new Decided(
                    finding.id(),
                    finding.code(),
                    finding.severity(),
                    finding.subject(),
                    finding.relations(),
                    finding.since(),
                    finding.basis().numbers(),
                    finding.explains(),
                    finding.also().stream().map(Finding::subject).toList());
        }
    }

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsJudgedAlikeInOtherWords(Path sample) {
        isJudgedAlike(sample);
    }

    @Test
    void manyNodesAreToldTogetherInOtherWords() {
        TestBundles bundles = TestBundles.in(folder);
        for (int i = 1; i <= 4; i++) {
            int number = i;
            bundles.node(
                    "app@10.0.0." + i,
                    node -> node.info(
                                    "ServerTime",
                                    s -> TestBundles.START.plusSeconds(s).toString())
                            .info("LogMessages", s -> List.of(0, 0, 5, 0, number * s, 0)));
        }
        assertThat(isJudgedAlike(bundles.write()).findings())
                .filteredOn(finding -> finding.code().equals("ED0105"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.also()).hasSize(3));
    }

    @Test
    void whoWaitsForAnotherIsToldUnderItInOtherWords() {
        Path bundle =
                HostileNamesTest.cluster(folder, "till", "order_book", true).write();
        assertThat(isJudgedAlike(bundle).findings())
                .filteredOn(finding -> finding.code().equals("ED0203"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
    }

    /** What is found in a bundle, which is the same in words that tie everybody to everybody. */
    static Findings judgedInOtherWordsToo(Path path) {
        try (Bundle bundle = Bundle.open(path)) {
            Cluster cluster = Cluster.of(bundle);
            Findings told = judge(bundle, cluster, UnaryOperator.identity());
            isAlike(told, judge(bundle, cluster, everything(told)));
            return told;
        }
    }

    private static Findings isJudgedAlike(Path path) {
        try (Bundle bundle = Bundle.open(path)) {
            Cluster cluster = Cluster.of(bundle);
            Findings told = judge(bundle, cluster, UnaryOperator.identity());
            chartsAreTitledByFindings(told);
            AtomicInteger count = new AtomicInteger();
            isAlike(told, judge(bundle, cluster, text -> "Something is."));
            isAlike(told, judge(bundle, cluster, text -> "Nr " + count.incrementAndGet() + "."));
            isAlike(told, judge(bundle, cluster, everything(told)));
            return told;
        }
    }

    private static void chartsAreTitledByFindings(Findings told) {
        assertThat(told.charts())
                .filteredOn(chart -> !chart.code().isEmpty())
                .allMatch(chart -> !chart.title().isEmpty()
                        && told.findings().stream()
                                .anyMatch(finding -> finding.prose().sentence().startsWith(chart.title())));
    }

    private static void isAlike(Findings told, Findings reworded) {
        assertThat(decided(reworded)).isEqualTo(decided(told));
        assertThat(reworded.verdicts()).isEqualTo(told.verdicts());
        assertThat(reworded.nodes()).isEqualTo(told.nodes());
        assertThat(reworded.findings())
                .extracting(it -> it.prose().sentence())
                .noneMatch(sentence -> told.findings().stream()
                        .anyMatch(finding -> finding.prose().sentence().equals(sentence)));
    }

    /** A text by which everybody of these findings would have to do with everybody else. */
    private static UnaryOperator<String> everything(Findings told) {
        String everybody = told.findings().stream()
                .flatMap(finding -> finding.subjects().stream())
                .distinct()
                .limit(50)
                .map(subject -> String.format(ONCE_ABOUT, subject.label(), subject.node(), subject))
                .collect(Collectors.joining(" "));
        return text -> ONCE + everybody;
    }

    private static List<Decided> decided(Findings findings) {
        return findings.findings().stream().map(Decided::of).toList();
    }

    private static Findings judge(Bundle bundle, Cluster cluster, UnaryOperator<String> wording) {
        return Analysis.of(bundle, cluster, Playbooks.all(), Map.of(), wording);
    }
}
