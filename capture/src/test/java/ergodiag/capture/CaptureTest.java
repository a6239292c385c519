package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.plan.Plan;
import ergodiag.ergo.ProcessRow;
import ergodiag.mcp.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
    @TempDir
    private Path folder;

    private FakeNode cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeNode();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void both_nodes_of_a_healthy_cluster_are_captured() {
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
    void the_entry_nodes_own_view_comes_before_any_question_to_another_node() {
        capture(Optional.empty());

        assertThat(cluster.asked().subList(0, 3))
                .containsExactly("one@host node_info", "one@host network_nodes", "one@host cluster_nodes");
    }

    @Test
    void a_list_that_fits_below_the_wall_is_read_whole() {
        for (int i = 0; i < 90; i++) {
            cluster.runs(FakeNode.OTHER, "app", "main.A", 50, "sleep");
        }

        CaptureResult result = capture(Optional.empty());

        assertThat(pids(result)).hasSize(90);
        assertThat(last(result).part().complete()).contains(true);
        assertThat(last(result).part().expected()).hasValue(90);
    }

    @Test
    void a_list_far_above_the_wall_is_read_in_pages_and_found_complete() {
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
    void many_processes_of_the_same_second_are_told_apart_by_application_behaviour_and_state() {
        for (int i = 0; i < 320; i++) {
            cluster.runs(FakeNode.OTHER, i % 4 < 2 ? "a" : "b", i % 2 == 0 ? "main.X" : "main.Y", 50, "sleep");
        }

        CaptureResult result = capture(Optional.empty());

        assertThat(pids(result)).hasSize(320);
        assertThat(last(result).part().complete()).contains(true);
    }

    @Test
    void a_list_that_could_not_be_had_whole_says_so() {
        for (int i = 0; i < 400; i++) {
            cluster.runs(FakeNode.OTHER, "a", "main.X", 50, "sleep");
        }

        CaptureResult result = capture(Optional.empty());

        assertThat(last(result).part().complete()).contains(false);
        assertThat(result.manifest().nodes().get(1).state()).isEqualTo(State.PARTIAL);
        assertThat(result.missing())
                .anyMatch(line -> line.contains("process_list all") && line.contains("not complete"));
    }

    @Test
    void a_node_without_a_route_costs_itself_only_and_is_not_asked_on_and_on() {
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
    void a_tool_that_is_not_offered_is_skipped_with_the_reason() {
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
    void only_tools_that_read_are_called() {
        capture(Optional.empty());

        assertThat(cluster.asked())
                .noneMatch(
                        call -> call.matches(
                                ".* (node_env|network_connect.*|network_disconnect|log_level_set|send_.*|call_process|process_kill)"));
    }

    @Test
    void a_wrong_token_gives_a_bundle_of_the_attempt() {
        cluster.wants("right");

        CaptureResult result = capture(Optional.of("wrong-token"));

        assertThat(result.nobody()).get().asString().contains("token").contains("--token-file");
        assertThat(result.calls())
                .extracting(Call::outcome)
                .containsExactly(Outcome.OK, Outcome.OK, Outcome.UNAUTHORIZED);
        assertThat(result.calls()).extracting(call -> call.argument("stage")).containsExactly("name", "TCP", "HTTP");
    }

    @Test
    void no_secret_is_in_any_file_even_if_it_was_seen_before_it_was_known() throws IOException {
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
    void a_reply_that_cannot_be_scanned_is_left_out() throws IOException {
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
    void a_plan_takes_a_small_first_look_only_and_leaves_nothing_behind() {
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
                bundle.reply(call).ifPresent(in -> ProcessRow.stream(in, "x", row -> pids.add(row.pid())));
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
