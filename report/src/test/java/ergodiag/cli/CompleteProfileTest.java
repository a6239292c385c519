package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import ergodiag.playbooks.Playbooks;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of the profile {@code complete} is a sample: replayed and captured again it shows the same faults of the same subjects. */
@Tag("slow")
class CompleteProfileTest {
    private static final Path SICK = Path.of("../samples/blocked-consumer.zip");
    /** A replayed clock stands still from one recorded reading to the next, seconds on a busy machine, and is no node's. */
    private static final String CLOCK = "ED0114";

    /** In less, four processes that come by chance are more than ten a minute, at the end that a capture happens to see. */
    private static final String WINDOW = "60s";

    @TempDir
    private Path folder;

    @Test
    void whatACompleteCaptureShowsIsShownAgainByAUsualCaptureOfItsReplay() throws IOException {
        Path complete = captured(SICK, "complete", folder.resolve("complete.zip"));
        Path again = captured(complete, "standard", folder.resolve("again.zip"));

        assertThat(faults(complete)).isNotEmpty().isEqualTo(faults(again));
    }

    private static Path captured(Path of, String profile, Path target) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter print = new PrintWriter(said);
        try (LeapingTime time = new LeapingTime();
                Bundle recorded = Bundle.open(of);
                ReplayServer server =
                        ReplayServer.start(recorded, ReplayOptions.asRecorded().withTime(new ReplayedTime(time)))) {
            String url = server.url().toString();
            int code = Main.run(
                    time,
                    print,
                    print,
                    "capture",
                    url,
                    "--profile",
                    profile,
                    "--window",
                    WINDOW,
                    "--out",
                    target.toString());
            assertThat(code).as(said.toString()).isZero();
        }
        return target;
    }

    private static Set<String> faults(Path bundle) throws IOException {
        try (Bundle opened = Bundle.open(bundle)) {
            return Playbooks.judge(opened).findings().stream()
                    .filter(finding -> finding.severity() != Severity.INFO)
                    .filter(finding -> !finding.code().equals(CLOCK))
                    .map(CompleteProfileTest::text)
                    .collect(Collectors.toSet());
        }
    }

    private static String text(Finding finding) {
        return finding.code() + " " + finding.subject().node() + " "
                + finding.subject().pid();
    }
}
