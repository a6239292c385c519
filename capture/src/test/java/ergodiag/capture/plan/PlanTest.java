package ergodiag.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.capture.Capture;
import ergodiag.capture.CaptureOptions;
import ergodiag.capture.Captures;
import ergodiag.capture.FakeNode;
import ergodiag.capture.ask.CaptureClock;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.scope.Choice;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Scope;
import ergodiag.mcp.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
    private static final Scope STANDARD = new Scope(Profile.STANDARD, Duration.ofSeconds(60));

    @TempDir
    private Path folder;

    @Test
    void aUsualClusterNeedsNoConsent() {
        Plan plan = plan(STANDARD, size(500, 50, 300));

        assertThat(plan.count()).isBetween(50L, 500L);
        assertThat(plan.bytes()).isBetween(500_000L, 10_000_000L);
        assertThat(plan.needsConsent()).isEmpty();
    }

    @Test
    void moreThan200MegabytesNeedConsent() {
        Scope many = new Scope(Profile.STANDARD, Duration.ofSeconds(60), true, Choice.ALL, 1_000_000);

        assertThat(plan(many, size(400_000, 50, 300)).needsConsent().orElse(""))
                .contains("it would bring about")
                .contains("one@host lists all of its 400,000 processes at once");
        assertThat(plan(STANDARD, size(400_000, 50, 300)).needsConsent()).isEmpty();
    }

    @Test
    void dumpsOfEveryGoroutineOfABigNodeNeedConsent() {
        Scope complete = new Scope(Profile.COMPLETE, Duration.ofSeconds(10));

        assertThat(plan(complete, size(100, 5, 6_000)).intrusive())
                .singleElement()
                .asString()
                .contains("stops for a dump of its 6,000 goroutines");
    }

    @Test
    void whatIsLeftOutIsNotPlanned() {
        Scope scope = new Scope(
                Profile.STANDARD,
                Duration.ofSeconds(60),
                true,
                Choice.of(java.util.List.of(), java.util.List.of("4")),
                Scope.MAX_PROCESSES);

        assertThat(plan(scope, size(10, 5, 50)).calls())
                .noneMatch(call -> call.tool().equals("pprof_heap"));
    }

    @Test
    void aNodeThatDoesNotAnswerTheFirstLookIsNamedAndHasNoQuestions() {
        Plan plan = plan(STANDARD, new NodeSize(false, 0, 0, 0, 1, 1, 0));

        assertThat(plan.nodes()).containsExactly("one@host");
        assertThat(plan.calls()).isEmpty();
    }

    @Test
    void aPlanThatIsRefusedEndsTheCaptureAndLeavesNothing() throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            CaptureOptions options = Captures.options(
                    Endpoint.of(cluster.url(), Optional.empty()), Duration.ZERO, folder.resolve("bundle.zip"));
            Plan.Approval refuses = plan -> {
                throw new UserError("no");
            };
            Capture capture = new Capture(options, Progress.SILENT, refuses, CaptureClock.SYSTEM);

            assertThatThrownBy(capture::run).isInstanceOf(UserError.class).hasMessage("no");
            assertThat(folder).isEmptyDirectory();
            assertThat(cluster.asked()).noneMatch(call -> call.contains("pprof") || call.contains("process_list"));
        }
    }

    @Test
    void theQuestionsOfACaptureComeNearWhatThePlanSaid() throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            CaptureOptions options = Captures.options(
                    Endpoint.of(cluster.url(), Optional.empty()), Duration.ZERO, folder.resolve("bundle.zip"));
            long planned = new Capture(options, Progress.SILENT).plan().count();

            long asked = new Capture(options, Progress.SILENT)
                    .run()
                    .manifest()
                    .calls()
                    .total();

            assertThat(asked).isBetween(planned * 2 / 3, planned * 2);
        }
    }

    /** At the endpoint of the node itself. */
    private static final Estimate.Ways DIRECT = new Estimate.Ways() {
        @Override
        public boolean isUnbounded(String node) {
            return true;
        }

        @Override
        public boolean isObserved(String node) {
            return false;
        }

        @Override
        public Optional<Question> asked(Question question) {
            return Optional.of(question);
        }
    };

    private static NodeSize size(long processes, long events, long goroutines) {
        return new NodeSize(true, processes, events, goroutines, NodeSize.PROCESS, NodeSize.EVENT, 0.002);
    }

    private static Plan plan(Scope scope, NodeSize size) {
        Estimate estimate = new Estimate(scope, java.util.List.of("one@host"), DIRECT);
        return Plan.of(scope, Map.of("one@host", size), estimate);
    }
}
