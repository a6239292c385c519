package ergodiag.capture.cli;

import static ergodiag.capture.FakeNode.ENTRY;
import static ergodiag.capture.FakeNode.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.FakeNode;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds a user gives, from the command line to what the cluster is asked, what is in the bundle, and the exit code. */
class BoundedCaptureTest {
    private static final String LATE = "remote call to 'two@host' failed: timed out";

    @TempDir
    private Path folder;

    private final LeapingTime time = new LeapingTime();
    private FakeNode cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeNode();
    }

    @AfterEach
    void stop() {
        cluster.close();
        time.close();
    }

    private record Seen(int exit, String said, Path bundle) {
        List<Call> calls() {
            try (Bundle opened = Bundle.open(bundle)) {
                assertThat(opened.damage()).isEmpty();
                return opened.calls();
            }
        }
    }

    private Seen captured(String... options) {
        Path bundle = folder.resolve("bundle.zip");
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> words = new ArrayList<>(List.of(cluster.url(), "--progress", "none", "--out", bundle.toString()));
        words.addAll(List.of(options));
        int exit = Program.run(CaptureCommand.class, time, out, out, words.toArray(String[]::new));
        return new Seen(exit, said.toString(), bundle);
    }

    @Test
    void aDeadlineThatCutSomethingIsExit3AndSaysSo() {
        cluster.misbehaves(OTHER, "app_list", FakeNode.after(time, Duration.ofSeconds(6), "null"));

        Seen seen = captured("--profile", "quick", "--deadline", "5s");

        assertThat(seen.exit()).as(seen.said()).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(seen.said()).contains("questions were not asked", "--deadline 5 s");
        assertThat(seen.calls())
                .filteredOn(call ->
                        call.skipReason().filter(SkipReason.DEADLINE::equals).isPresent())
                .isNotEmpty()
                .allMatch(call -> call.error().equals("deadline: the 5 s of --deadline are over")
                        || call.error().contains("kept for what is more useful"));
    }

    @Test
    void aDeadlineThatIsKeptIsExit0() {
        assertThat(captured("--profile", "quick", "--deadline", "1m").exit()).isZero();
    }

    @Test
    void aCallTimeOutIsHowLongANodeIsGivenAndThreeTimesAsLongTheSecondTime() {
        cluster.fails(OTHER, "pprof_heap", LATE);

        Seen seen = captured("--profile", "quick", "--call-timeout", "7s");

        assertThat(seen.exit()).as(seen.said()).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(cluster.asked(OTHER, "pprof_heap", "timeout")).startsWith("7", "21");
        assertThat(cluster.asked(OTHER, "event_list", "timeout")).isNotEmpty().containsOnly("7");
        assertThat(cluster.asked(OTHER, "network_info", "timeout"))
                .as("neither a list, a profile nor a dump")
                .isNotEmpty()
                .doesNotContain("7");
        assertThat(seen.calls())
                .filteredOn(call -> call.node().equals(OTHER) && call.tool().equals("pprof_heap"))
                .isNotEmpty()
                .allMatch(call -> call.outcome() == Outcome.TIMEOUT);
    }

    @Test
    void withoutOneAHeapProfileIsGivenTwentySecondsAndAMinuteTheSecondTime() {
        cluster.fails(OTHER, "pprof_heap", LATE);

        captured("--profile", "quick");

        assertThat(cluster.asked(OTHER, "pprof_heap", "timeout")).startsWith("20", "60");
        assertThat(cluster.asked(OTHER, "event_list", "timeout")).isNotEmpty().containsOnly("10");
    }

    @Test
    void whatWasStartedIsStoppedAfterTheDeadlineToo() {
        cluster.misbehaves(ENTRY, "pprof_heap", FakeNode.after(time, Duration.ofSeconds(40), "null"));

        Seen seen = captured("--window", "20s", "--deadline", "30s");

        assertThat(seen.exit()).as(seen.said()).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(cluster.samplersStarted()).isPositive();
        assertThat(cluster.samplersLeft()).isEmpty();
    }

    @Test
    void whatCannotBeStoppedIsTriedThreeTimesWhateverWasSpentAndTold() {
        cluster.fails(OTHER, "sample_stop", LATE);

        Seen seen = captured("--window", "5s", "--deadline", "11s", "--max-size", "100KB");

        assertThat(cluster.samplersStarted()).isPositive();
        assertThat(seen.said()).contains("could not be stopped");
        assertThat(cluster.asked(OTHER, "sample_stop", "sampler_id"))
                .isNotEmpty()
                .allSatisfy(sampler -> assertThat(cluster.asked(OTHER, "sample_stop", "sampler_id"))
                        .filteredOn(sampler::equals)
                        .hasSizeGreaterThanOrEqualTo(3));
    }
}
