package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.capture.cli.ExitCode;
import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.Playbooks;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every recorded cluster, replayed, captured through the real command line and judged: its true faults are found, nothing else is said, and no
 * secret comes through. Capture and replay live in a time that leaps over what they only wait for.
 */
@Tag("slow")
class RecordedClustersTest {
    private static final String WINDOW = "60s";
    private static final Map<String, Captured> CAPTURED = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private record Captured(int exitCode, String printed, Path bundle, Findings findings) {}

    static Stream<String> samples() {
        return Samples.all().stream().map(Samples.Sample::name);
    }

    @BeforeAll
    static void captureAll() throws Exception {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Map<String, Future<Captured>> running = new LinkedHashMap<>();
            samples().forEach(sample -> running.put(sample, threads.submit(() -> capture(sample))));
            for (Map.Entry<String, Future<Captured>> one : running.entrySet()) {
                CAPTURED.put(one.getKey(), one.getValue().get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Captured capture(String sample) throws IOException {
        Path file = folder.resolve(sample + "-captured.zip");
        StringWriter printed = new StringWriter();
        try (LeapingTime time = new LeapingTime();
                Bundle recorded = Bundle.open(JudgedSamples.path(sample));
                ReplayServer server =
                        ReplayServer.start(recorded, ReplayOptions.asRecorded().withTime(new ReplayedTime(time)))) {
            PrintWriter out = new PrintWriter(printed);
            int code = Main.run(
                    time, out, out, "capture", server.url().toString(), "--window", WINDOW, "--out", file.toString());
            try (Bundle bundle = Bundle.open(file)) {
                return new Captured(code, printed.toString(), file, Playbooks.judge(bundle));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyTrueFaultIsFoundAtTheRightPlace(String sample) {
        assertThat(Truth.of(JudgedSamples.path(sample))
                        .missedBy(CAPTURED.get(sample).findings()))
                .as(
                        "faults missed in %s; found was %s",
                        sample, CAPTURED.get(sample).findings().findings())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingIsSaidBesideTheTrueFaults(String sample) {
        assertThat(Truth.of(JudgedSamples.path(sample))
                        .straysOf(CAPTURED.get(sample).findings()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noPlaybookIsBroken(String sample) {
        assertThat(CAPTURED.get(sample).findings().verdicts())
                .hasSameSizeAs(PlaybookName.values())
                .noneMatch(verdict -> verdict.state() == Verdict.State.BROKEN);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noPlantedSecretIsInTheBundleOrOnTheScreen(String sample) throws IOException {
        Captured captured = CAPTURED.get(sample);
        assertThat(captured.printed()).doesNotContain("PLANTED-SECRET");
        assertThat(Files.readString(captured.bundle(), StandardCharsets.ISO_8859_1))
                .doesNotContain("PLANTED-SECRET");
        try (Bundle bundle = Bundle.open(captured.bundle())) {
            for (String file : bundle.files()) {
                try (InputStream in = bundle.open(file)) {
                    assertThat(file + "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .as(file)
                            .doesNotContain("PLANTED-SECRET");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocked-consumer", "contention"})
    void theSamplerAddsHowManyOfItsLooksShowTheFault(String sample) {
        assertThat(CAPTURED.get(sample).findings().findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .anyMatch(finding -> finding.prose().sentence().matches(".* in (all|\\d+ of) \\d+ looks.*")
                        && finding.basis().evidence().stream()
                                .anyMatch(place -> place.file().contains("series.sample_start.")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theExitCodeSaysWhetherAllNodesAnswered(String sample) {
        ExitCode expected = sample.equals("node-gone") ? ExitCode.INCOMPLETE : ExitCode.DONE;
        assertThat(CAPTURED.get(sample).exitCode())
                .as(CAPTURED.get(sample).printed())
                .isEqualTo(expected.number());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyPieceOfEvidenceStandsWhereTheFindingSays(String sample) {
        try (Bundle bundle = Bundle.open(CAPTURED.get(sample).bundle())) {
            CAPTURED.get(sample).findings().findings().stream()
                    .flatMap(finding -> finding.basis().evidence().stream())
                    .forEach(evidence -> assertThat(EvidenceReader.read(bundle, evidence))
                            .as(evidence.reference())
                            .isEqualTo(evidence.value()));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theRecordingItselfIsJudgedAlike(String sample) {
        Findings findings = JudgedSamples.of(sample);
        assertThat(Truth.of(JudgedSamples.path(sample)).missedBy(findings)).isEmpty();
        assertThat(Truth.of(JudgedSamples.path(sample)).straysOf(findings)).isEqualTo(List.of());
    }
}
