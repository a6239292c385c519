package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.capture.cli.ExitCode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.FindingsJson;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Values that cannot be what they are taken for, wherever a node or a bundle tells one: a gap, and never a warning of what nobody said. */
class OddValuesTest {
    private static final String HEALTHY = "healthy-three-nodes";
    private static final String NUMBER = "(\": )-?\\d+(?:\\.\\d+)?(?=[,\n}])";

    @TempDir
    private Path folder;

    private record Said(int code, String text) {
        Said ends(ExitCode code) {
            assertThat(code()).as(text).isEqualTo(code.number());
            return this;
        }

        void isWritten() {
            assertThat(code()).as(text).isIn(ExitCode.DONE.number(), ExitCode.INCOMPLETE.number());
        }
    }

    private static Said say(Object... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        return new Said(
                Main.run(out, out, Stream.of(arguments).map(Object::toString).toArray(String[]::new)), text.toString());
    }

    private static final List<String> ODD = List.of(
            "1" + "0".repeat(309),
            "9".repeat(1_100),
            "1e999",
            "-1e999",
            "1e-999999999",
            "1e999999999",
            "7.5",
            "-7",
            "1e308",
            "-1e308",
            "18446744073709551616",
            "\"7\"");

    /** A number after the other in place of all that match, the first group stays. */
    private static String odd(String text, String pattern, List<String> odd) {
        AtomicInteger next = new AtomicInteger();
        return Pattern.compile(pattern)
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) + odd.get(next.getAndIncrement() % odd.size())));
    }

    private Findings judged(Path bundle) throws IOException {
        Path json = folder.resolve("f.json");
        say("analyze", bundle, "--out", json).ends(ExitCode.DONE);
        return FindingsJson.read("f.json", Files.readString(json));
    }

    private static void saysNothingOfIt(Findings findings) {
        assertThat(findings.findings().stream()
                        .filter(finding -> finding.severity() != Severity.INFO)
                        .map(Finding::prose))
                .isEmpty();
        assertThat(FindingsJson.write(findings))
                .doesNotContain("9223372036854775807", "9,223,372,036,854,775,807", "9.22e18");
    }

    static List<List<String>> odd() {
        return List.of(ODD, List.of("7.5"), List.of("1e999"));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void whereEveryNumberIsOddNothingIsSaidAndNothingIsHealthy(List<String> odd) throws IOException {
        Path bundle = ChangedSample.of(HEALTHY, 3)
                .replies(".json", text -> odd(text, NUMBER, odd))
                .zip(folder.resolve("b.zip"), it -> it);
        Findings findings = judged(bundle);
        saysNothingOfIt(findings);
        assertThat(findings.verdicts())
                .filteredOn(verdict -> List.of(1, 2, 4, 5, 7, 8, 9).contains(verdict.playbook()))
                .hasSize(7)
                .allMatch(verdict -> verdict.state() == Verdict.State.CANNOT_TELL);
        say("report", bundle, "--out", folder.resolve("r"), "--format", "html").ends(ExitCode.DONE);
        say("evidence", bundle, "--out", folder.resolve("e.zip")).ends(ExitCode.DONE);
        say("diff", JudgedSamples.path(HEALTHY), bundle).ends(ExitCode.DONE);
        say("redact", bundle, "--out", folder.resolve("c.zip")).ends(ExitCode.DONE);
        say("show", bundle, "cluster/node_info.001.json#/Uptime").ends(ExitCode.DONE);
    }

    static List<String> one() {
        return List.of("9".repeat(10_000), "7.5");
    }

    @ParameterizedTest
    @MethodSource("one")
    void oneOddNumberCostsItsReadingAndIsTold(String odd) throws IOException {
        Path bundle = ChangedSample.of(HEALTHY, 6)
                .replies(
                        "node2@localhost/node_info.003",
                        text -> odd(text, "(\"ProcessesSpawned\": )\\d+", List.of(odd)))
                .zip(folder.resolve("b.zip"), it -> it);
        Findings findings = judged(bundle);
        saysNothingOfIt(findings);
        assertThat(findings.verdicts())
                .filteredOn(verdict -> verdict.playbook() == 1)
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.state()).isEqualTo(Verdict.State.CANNOT_TELL);
                    assertThat(verdict.unsureOf()).containsExactly("node2@localhost");
                    assertThat(verdict.gaps())
                            .anyMatch(
                                    gap -> gap.reason().contains("node_info.003.json: its ProcessesSpawned cannot be"));
                });
    }

    @Test
    void oddNumbersOfLedgerAndManifestSayNothing() throws IOException {
        ChangedSample sample = ChangedSample.of(HEALTHY, 3);
        for (String field : List.of("id", "reading", "took_ms", "bytes", "rows", "limit", "part", "expected")) {
            sample.with("calls.jsonl", odd(sample.text("calls.jsonl"), "(\"" + field + "\": ?)[0-9.]+", ODD));
        }
        for (String field : List.of("window_seconds", "replaced", "total", "ok", "failed", "skipped")) {
            sample.with("manifest.json", odd(sample.text("manifest.json"), "(\"" + field + "\": ?)[0-9.]+", ODD));
        }
        Path bundle = sample.summed(folder.resolve("b.zip"), it -> it);
        saysNothingOfIt(judged(bundle));
        say("verify", bundle).ends(ExitCode.DONE);
        say("report", bundle, "--out", folder.resolve("r"), "--format", "html,md")
                .ends(ExitCode.DONE);
        say("evidence", bundle, "--out", folder.resolve("e.zip")).ends(ExitCode.DONE);
        say("diff", bundle, bundle).ends(ExitCode.DONE);
        say("redact", bundle, "--out", folder.resolve("c.zip")).ends(ExitCode.DONE);
    }

    @ParameterizedTest
    @MethodSource("odd")
    void aClusterThatTellsThemIsCaptured(List<String> odd) throws IOException {
        Path recorded = ChangedSample.of(HEALTHY, 3)
                .replies(".json", text -> odd(text, NUMBER, odd))
                .zip(folder.resolve("recorded.zip"), it -> it);
        Path file = folder.resolve("b.zip");
        StringWriter text = new StringWriter();
        try (LeapingTime time = new LeapingTime();
                Bundle bundle = Bundle.open(recorded);
                ReplayServer server =
                        ReplayServer.start(bundle, ReplayOptions.asRecorded().withTime(new ReplayedTime(time)))) {
            PrintWriter out = new PrintWriter(text);
            int code = Main.run(
                    time, out, out, "capture", server.url().toString(), "--profile", "quick", "--out", file.toString());
            assertThat(code).as(text.toString()).isIn(ExitCode.DONE.number(), ExitCode.INCOMPLETE.number());
        }
        assertThat(text.toString()).doesNotContain("9,223,372,036", "9223372036");
        saysNothingOfIt(judged(file));
    }

    @Test
    void halfACharacterInANameIsReplacedEverywhere() throws IOException {
        String half = "\\\\ud800";
        ChangedSample sample = ChangedSample.of("blocked-consumer", 4)
                .replies(
                        ".json",
                        text -> text.replaceAll("node2@localhost", "node2" + half + "@localhost")
                                .replaceAll("settlement_writer", "settlement" + half + "_writer"));
        for (String file : List.of("manifest.json", "calls.jsonl")) {
            sample.with(file, sample.text(file).replaceAll("(\": \")node2@localhost", "$1node2" + half + "@localhost"));
        }
        String ledger = sample.text("calls.jsonl");
        Path bundle = sample.manifest(manifest -> {
                    ((ObjectNode) manifest.path("capture")).put("ticket", "T-1");
                    return manifest;
                })
                .zip(folder.resolve("b.zip"), it -> it);
        assertThat(ledger).contains("node2\\ud800@localhost");
        Findings findings = judged(bundle);
        assertThat(findings.findings())
                .anyMatch(finding -> finding.subject().node().equals("node2\ufffd@localhost")
                        && finding.subject().name().equals("settlement\ufffd_writer"));
        say("verify", bundle).ends(ExitCode.DONE);
        say("report", bundle, "--out", folder.resolve("r"), "--format", "html,pdf,md,json,sarif,junit")
                .ends(ExitCode.DONE);
        say("show", bundle, "--finding", "ED0201").ends(ExitCode.DONE);
        say("evidence", bundle, "--out", folder.resolve("e.zip")).ends(ExitCode.DONE);
        say("verify", folder.resolve("e.zip")).ends(ExitCode.DONE);
        say("diff", bundle, folder.resolve("e.zip")).isWritten();
        say("redact", bundle, "--out", folder.resolve("c.zip")).ends(ExitCode.DONE);
        say("redact", bundle, "--pseudonymise", "hosts,names", "--out", folder.resolve("p.zip"))
                .ends(ExitCode.DONE);
        assertThat(Files.size(folder.resolve("p.zip"))).isPositive();
        try (Bundle pseudonyms = Bundle.open(folder.resolve("p.zip"))) {
            assertThat(pseudonyms.files())
                    .allSatisfy(file -> assertThat(pseudonyms.text(file)).doesNotContain("settlement"));
        }
        say("recover", sample.folder(folder.resolve("k.part"))).isWritten();
    }

    @Test
    void halfACharacterOfTheUserIsReplaced() throws IOException {
        Path bundle = JudgedSamples.path("blocked-consumer");
        say("report", bundle, "--out", folder.resolve("r"), "--format", "html,md", "--title", "x\ud800y")
                .ends(ExitCode.DONE);
        assertThat(Files.readString(folder.resolve("r/report.md"))).contains("x\ufffdy");
        say("report", folder.resolve("none").toString() + "\udc00.zip").ends(ExitCode.USAGE);
    }
}
