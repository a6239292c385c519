package ergodiag.capture.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Manifest;
import ergodiag.bundle.UserError;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.Capture;
import ergodiag.capture.CaptureResult;
import ergodiag.capture.Captures;
import ergodiag.capture.FakeNode;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.lists.EventPages;
import ergodiag.capture.lists.ProcessPages;
import ergodiag.capture.watch.CpuProfiler;
import ergodiag.capture.watch.LogListener;
import ergodiag.ergo.PlaybookName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceTest {
    private static final String NODE = "two@host";

    @TempDir
    private Path folder;

    @Test
    void withoutAPlaybookLeavesOutWhatOnlyItNeeds() {
        Choice choice = Choice.of(List.of(), List.of("9", "memory-growth"));

        assertThat(choice.leavesOut(EventPages.base(NODE)).map(Skip::text)).contains("not asked: --without 9,4");
        assertThat(choice.leavesOut(Agenda.heap(NODE))).isPresent();
        assertThat(choice.leavesOut(ProcessPages.base(NODE))).isEmpty();
        assertThat(choice.leavesOut(Agenda.nodeInfo(NODE))).isEmpty();
    }

    @Test
    void withAPlaybookAsksWhatItNeedsAndTheCountersOfEveryNode() {
        Choice choice = Choice.of(List.of("zombie-processes"), List.of());

        assertThat(choice.leavesOut(Agenda.zombees(NODE))).isEmpty();
        assertThat(choice.leavesOut(ProcessPages.base(NODE))).isEmpty();
        assertThat(choice.leavesOut(Agenda.runtimeStats(NODE))).isEmpty();
        assertThat(choice.leavesOut(Agenda.heap(NODE)).map(Skip::text)).contains("not asked: --with 7");
    }

    @Test
    void aToolIsLeftOutWhereverItIsAskedForAlsoInASampler() {
        Choice choice = Choice.of(List.of(), List.of("pprof_cpu"));

        assertThat(choice.leavesOut(CpuProfiler.start(CpuProfiler.profile(NODE, true, 5), 5)))
                .isPresent();
        assertThat(choice.leavesOut(LogListener.question(NODE, Duration.ofSeconds(5))))
                .isEmpty();
    }

    @Test
    void aToolCanBeAddedToAPlaybook() {
        Choice choice = Choice.of(List.of("7", "pprof_heap"), List.of());

        assertThat(choice.leavesOut(Agenda.heap(NODE))).isEmpty();
        assertThat(choice.leavesOut(EventPages.base(NODE))).isPresent();
    }

    @Test
    void whatIsNoPlaybookAndNoToolThatMayBeCalledIsRefused() {
        String none = String.valueOf(PlaybookName.values().length + 1);
        assertThatThrownBy(() -> Choice.of(List.of(none), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--with")
                .hasMessageContaining("'" + none + "'");
        assertThatThrownBy(() -> Choice.of(List.of(), List.of("process_kill"))).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Choice.of(List.of(), List.of("node_info"))).isInstanceOf(UserError.class);
    }

    @Test
    void everyQuestionOfTheAgendaSaysWhichPlaybooksItServes() {
        assertThat(Agenda.twice(NODE))
                .allMatch(question -> !question.purpose().serves().isEmpty());
        assertThat(Agenda.once(NODE))
                .allMatch(question -> !question.purpose().serves().isEmpty());
        assertThat(Agenda.goroutines(NODE, 1))
                .allMatch(question -> !question.purpose().serves().isEmpty());
    }

    @Test
    void whatWasLeftOutStandsOnceInTheLedgerAndCostsNoNodeItsCompleteness() throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            Scope scope = new Scope(
                    Profile.QUICK,
                    Duration.ZERO,
                    false,
                    Choice.of(List.of(), List.of("event-system", "network_ping")),
                    Scope.MAX_PROCESSES);

            CaptureResult result = new Capture(
                            Captures.options(
                                    ergodiag.mcp.Endpoint.of(cluster.url(), Optional.empty()),
                                    scope,
                                    folder.resolve("b.zip")),
                            Progress.SILENT)
                    .run();

            List<Call> events = Captures.calls(result, FakeNode.OTHER, "event_list");
            assertThat(events).singleElement().satisfies(call -> {
                assertThat(call.outcome()).isEqualTo(Outcome.SKIPPED);
                assertThat(call.error()).isEqualTo("not asked: --without 9,network_ping");
            });
            assertThat(Captures.calls(result, FakeNode.ENTRY, "network_ping"))
                    .singleElement()
                    .matches(call -> call.outcome() == Outcome.SKIPPED);
            assertThat(cluster.asked()).noneMatch(call -> call.endsWith("event_list") || call.endsWith("network_ping"));
            assertThat(result.manifest().nodes()).allMatch(node -> node.state() == Manifest.State.CAPTURED);
            assertThat(result.incomplete()).isFalse();
        }
    }
}
