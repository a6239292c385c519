package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.Playbooks;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded clusters, replayed as an Observer shows them and captured through the real command line: the same is found. */
@Tag("slow")
class ObservedClustersTest {
    @TempDir
    private Path folder;

    static Stream<String> samples() {
        return Samples.all().stream().map(Samples.Sample::name);
    }

    /** Captures the replay of a bundle. */
    private Path captured(Path bundle, Dialect dialect, String name) {
        Path file = folder.resolve(name);
        StringWriter printed = new StringWriter();
        try (LeapingTime time = new LeapingTime();
                Bundle recorded = Bundle.open(bundle);
                ReplayServer server = ReplayServer.start(
                        recorded, ReplayOptions.asRecorded().as(dialect).withTime(new ReplayedTime(time)))) {
            PrintWriter out = new PrintWriter(printed);
            Main.run(time, out, out, "capture", server.url().toString(), "--window", "60s", "--out", file.toString());
        }
        assertThat(file).as(printed.toString()).exists();
        return file;
    }

    private static Findings judged(Path file) {
        try (Bundle bundle = Bundle.open(file)) {
            return Playbooks.judge(bundle);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyTrueFaultIsFoundAndNothingBesideThem(String sample) {
        Path recorded = JudgedSamples.path(sample);
        Findings findings = judged(captured(recorded, Dialect.OBSERVER, "observed.zip"));
        assertThat(Truth.of(recorded).missedBy(findings))
                .as("faults missed in %s; found was %s", sample, findings.findings())
                .isEmpty();
        assertThat(Truth.of(recorded).straysOf(findings)).isEmpty();
        assertThat(findings.verdicts()).noneMatch(verdict -> verdict.state() == Verdict.State.BROKEN);
    }

    /** A copy of a copy: each shows what stood when the one before it was asked, so that only the true faults are held. */
    @Test
    void whatWasCapturedThroughAnObserverIsReplayedInBothDialects() {
        Path recorded = JudgedSamples.path("overload-and-stuck-call");
        Path observed = captured(recorded, Dialect.OBSERVER, "observed.zip");
        for (Dialect dialect : Dialect.values()) {
            Findings again = judged(captured(observed, dialect, dialect + ".zip"));
            assertThat(Truth.of(recorded).missedBy(again))
                    .as("as %s; found was %s", dialect, again.findings())
                    .isEmpty();
        }
    }
}
