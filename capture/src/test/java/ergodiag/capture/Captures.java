package ergodiag.capture;

import ergodiag.bundle.Labels;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.ask.Budget;
import ergodiag.capture.ask.CaptureClock;
import ergodiag.capture.ask.Limits;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.plan.Plan;
import ergodiag.capture.scope.Approach;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Scope;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Privacy;
import ergodiag.testing.LeapingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Captures of a hand-made cluster, and what came of one tool at one node. */
public final class Captures {
    /** Long enough for any answer of the hand-made cluster, and not long to wait for one that never comes. */
    static final Limits IMPATIENT = new Limits(Duration.ofSeconds(1), 1 << 20);

    private Captures() {}

    public static Capture of(FakeNode cluster, Path folder, Duration window, Limits limits) {
        return of(cluster, folder, window, limits, CaptureClock.SYSTEM);
    }

    /** A capture in a time in which nobody waits for the window to pass. */
    public static CaptureResult leapt(FakeNode cluster, Path folder, Duration window) {
        try (LeapingTime time = new LeapingTime()) {
            return of(cluster, folder, window, Limits.OF_THE_QUESTION, time).run();
        }
    }

    private static Capture of(FakeNode cluster, Path folder, Duration window, Limits limits, CaptureClock clock) {
        CaptureOptions options =
                options(Endpoint.of(cluster.url(), Optional.empty()), window, folder.resolve("bundle.zip"));
        return new Capture(options, Progress.SILENT, limits, Plan.Approval.GIVEN, clock);
    }

    public static CaptureOptions options(Endpoint endpoint, Duration window, Path target) {
        return options(endpoint, new Scope(window.isZero() ? Profile.QUICK : Profile.STANDARD, window), target);
    }

    public static CaptureOptions options(Endpoint endpoint, Scope scope, Path target) {
        return new CaptureOptions(
                List.of(endpoint),
                Approach.ALL,
                scope,
                Labels.of("ergodiag capture"),
                Privacy.USUAL,
                Budget.USUAL,
                List.of(),
                target,
                Wrapping.PLAIN,
                "test");
    }

    public static CaptureResult quick(FakeNode cluster, Path folder) {
        return of(cluster, folder, Duration.ZERO, Limits.OF_THE_QUESTION).run();
    }

    public static List<Call> calls(CaptureResult result, String node, String tool) {
        return result.calls().stream()
                .filter(call -> call.node().equals(node) && call.tool().equals(tool))
                .toList();
    }
}
