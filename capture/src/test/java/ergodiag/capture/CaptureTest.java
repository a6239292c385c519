package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.plan.Plan;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.mcp.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final FakeNode cluster = new FakeNode();

    @Test
    void bothNodesOfAHealthyClusterAreCaptured() {
        cluster.runs(FakeNode.OTHER, "app", "main.A", 50, "sleep");

        CaptureResult result = capture(Optional.empty());

        assertThat(result.nobody()).isEmpty();
        assertThat(result.missing()).isEmpty();
        assertThat(result.manifest().nodes()).extracting(node -> node.state()).containsOnly(State.CAPTURED);
        assertThat(result.manifest().nodes())
                .extracting(node -> node.name())
                .containsExactly(FakeNode.ENTRY, FakeNode.OTHER);
    }

    @Test
    void theEntryNodesOwnViewComesBeforeAnyQuestionToAnotherNode() {
        capture(Optional.empty());

        assertThat(cluster.asked().subList(0, 3))
                .containsExactly("one@host node_info", "one@host network_nodes", "one@host cluster_nodes");
    }

    @Test
    void aListThatFitsBelowTheWallIsReadWhole() {
        for (int i = 0; i < 90; i++) {
            cluster.runs(FakeNode.OTHER, "app", "main.A", 50, "sleep");
        }

        CaptureResult result = capture(Optional.empty());

        assertThat(pids(result)).hasSize(90);
        assertThat(last(result).part().complete()).contains(true);
        assertThat(last(result).part().expected()).hasValue(90);
    }

    @Test
    void aListFarAboveTheWallIsReadInPagesAndFoundComplete() {
        for (int i = 0; i < 700; i++) {
            cluster.runs(FakeNode.OTHER, "app", "main.A", 10 + i / 20, "sleep");
        }

        CaptureResult result = capture(Optional.empty());

        assertThat(pids(result)).hasSize(700);
        assertThat(last(result).part().complete()).contains(true);
        assertThat(lists(result)).extracting(Call::outcome).containsOnly(Outcome.OK);
        assertThat(lists(result)).extracting(Call::part).doesNotHaveDuplicates();
    }

    @Test
    void manyProcessesOfTheSameSecondAreToldApartByApplicationBehaviourAndState() {
        for (int i = 0; i < 320; i++) {
            cluster.runs(FakeNode.OTHER, i % 4 < 2 ? "a" : "b", i % 2 == 0 ? "main.X" : "main.Y", 50, "sleep");
        }

        CaptureResult result = capture(Optional.empty());

        assertThat(pids(result)).hasSize(320);
        assertThat(last(result).part().complete()).contains(true);
    }

    @Test
    void aListThatCouldNotBeHadWholeSaysSo() {
        for (int i = 0; i < 400; i++) {
            cluster.runs(FakeNode.OTHER, "a", "main.X", 50, "sleep");
        }

        CaptureResult result = capture(Optional.empty());

        assertThat(last(result).part().complete()).contains(false);
        assertThat(result.manifest().nodes().get(1).state()).isEqualTo(State.PARTIAL);
        assertThat(result.missing())
                .anyMatch(line -> line.contains("process_list all") && line.contains("in part only"));
    }

    @Test
    void aNodeWithoutARouteCostsItselfOnlyAndIsNotAskedOnAndOn() {
        cluster.refuses(FakeNode.OTHER, "remote call to 'two@host' failed: no route");

        CaptureResult result = capture(Optional.empty());

        assertThat(result.manifest().nodes())
                .extracting(node -> node.state())
                .containsExactly(State.CAPTURED, State.SILENT);
        assertThat(result.incomplete()).isTrue();
        assertThat(cluster.asked().stream().filter(call -> call.startsWith("two@host")))
                .hasSizeLessThan(8);
        assertThat(result.calls())
                .filteredOn(call -> call.outcome() == Outcome.SKIPPED)
                .isNotEmpty()
                .allMatch(call -> call.error().contains("no route"));
    }

    @Test
    void aToolThatIsNotOfferedIsSkippedWithTheReason() {
        cluster.offersNot("pprof_heap");

        CaptureResult result = capture(Optional.empty());

        assertThat(cluster.asked()).noneMatch(call -> call.endsWith("pprof_heap"));
        assertThat(result.calls())
                .filteredOn(call -> call.tool().equals("pprof_heap"))
                .isNotEmpty()
                .allMatch(call ->
                        call.outcome() == Outcome.SKIPPED && call.error().contains("not offered"));
    }

    @Test
    void onlyToolsThatReadAreCalled() {
        capture(Optional.empty());

        assertThat(cluster.asked())
                .noneMatch(
                        call -> call.matches(
                                ".* (node_env|network_connect.*|network_disconnect|log_level_set|send_.*|call_process|process_kill)"));
    }

    @Test
    void aWrongTokenGivesABundleOfTheAttempt() {
        cluster.wants("right");

        CaptureResult result = capture(Optional.of("wrong-token"));

        assertThat(result.nobody()).get().asString().contains("token").contains("--token-file");
        assertThat(result.calls())
                .extracting(Call::outcome)
                .containsExactly(Outcome.OK, Outcome.OK, Outcome.UNAUTHORIZED);
        assertThat(result.calls()).extracting(call -> call.argument("stage")).containsExactly("name", "TCP", "HTTP");
    }

    @Test
    void noSecretIsInAnyFileEvenIfItWasSeenBeforeItWasKnown() throws IOException {
        String secret = "Hunter-22x-and-more";
        cluster.wants("the-very-token");
        cluster.says(FakeNode.ENTRY, "app_list", "[{\"Name\": \"app\", \"Description\": \"uses " + secret + "\"}]");
        cluster.says(FakeNode.OTHER, "loggers_list", "[{\"name\": \"x\", \"api_key\": \"" + secret + "\"}]");
        cluster.says(FakeNode.OTHER, "cron_info", "[{\"Name\": \"the-very-token\"}]");

        CaptureResult result = capture(Optional.of("the-very-token"));

        try (Bundle bundle = Bundle.open(result.bundle())) {
            for (String file : bundle.files()) {
                assertThat(new String(bundle.open(file).readAllBytes(), StandardCharsets.UTF_8))
                        .as(file)
                        .doesNotContain(secret, "the-very-token");
            }
            assertThat(bundle.calls())
                    .filteredOn(call -> call.file().isPresent())
                    .allSatisfy(call -> assertThat(call.bytes())
                            .isEqualTo(bundle.text(call.file().get()).getBytes(StandardCharsets.UTF_8).length));
        }
    }

    @Test
    void aReplyThatCannotBeScannedIsLeftOut() throws IOException {
        cluster.says(FakeNode.OTHER, "app_list", "[{\"password\": \"Hunter-22x");

        CaptureResult result = capture(Optional.empty());

        Call call = result.calls().stream()
                .filter(each -> each.tool().equals("app_list") && each.node().equals(FakeNode.OTHER))
                .findFirst()
                .orElseThrow();
        assertThat(call.outcome()).isEqualTo(Outcome.GARBLED);
        assertThat(call.file()).isEmpty();
        try (Bundle bundle = Bundle.open(result.bundle())) {
            assertThat(bundle.files()).noneMatch(file -> file.contains("two@host/app_list"));
        }
    }

    @Test
    void aPlanTakesASmallFirstLookOnlyAndLeavesNothingBehind() {
        Plan plan = new Capture(options(Optional.empty()), Progress.SILENT).plan();

        assertThat(plan.nodes()).containsExactly(FakeNode.ENTRY, FakeNode.OTHER);
        assertThat(plan.calls()).isNotEmpty().allMatch(call -> !call.why().isEmpty());
        assertThat(cluster.asked().stream().filter(call -> call.startsWith("two@host")))
                .containsExactlyInAnyOrder(
                        "two@host node_info", "two@host runtime_stats", "two@host process_list", "two@host event_list");
        assertThat(folder).isEmptyDirectory();
    }

    private List<Call> lists(CaptureResult result) {
        return result.calls().stream()
                .filter(call -> call.tool().equals("process_list")
                        && call.part().list().equals("all")
                        && call.node().equals(FakeNode.OTHER))
                .toList();
    }

    private Call last(CaptureResult result) {
        List<Call> lists = lists(result);
        return lists.get(lists.size() - 1);
    }

    private Set<String> pids(CaptureResult result) {
        Set<String> pids = new HashSet<>();
        try (Bundle bundle = Bundle.open(result.bundle())) {
            for (Call call : lists(result)) {
                bundle.reply(call).ifPresent(in -> ProcessRow.stream(in, Source.file("x"), row -> pids.add(row.pid())));
            }
        }
        return pids;
    }

    private CaptureResult capture(Optional<String> token) {
        return new Capture(options(token), Progress.SILENT).run();
    }

    private CaptureOptions options(Optional<String> token) {
        return Captures.options(Endpoint.of(cluster.url(), token), Duration.ZERO, folder.resolve("bundle.zip"));
    }
}
