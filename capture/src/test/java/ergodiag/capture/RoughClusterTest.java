package ergodiag.capture;

import static ergodiag.capture.FakeNode.ENTRY;
import static ergodiag.capture.FakeNode.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clusters in trouble: what does not answer costs itself only, and the bundle says what happened. */
@Execution(ExecutionMode.CONCURRENT)
class RoughClusterTest {
    @TempDir
    private Path folder;

    private FakeNode cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new FakeNode("three@host", OTHER);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aNodeOfTheListThatNeverAnswersIsSilentAndCostsAFewCalls() {
        cluster.refuses(OTHER, "remote call to 'two@host' failed: timed out");

        CaptureResult result = Captures.quick(cluster, folder);

        assertThat(states(result)).containsExactly(State.CAPTURED, State.CAPTURED, State.SILENT);
        assertThat(result.incomplete()).isTrue();
        assertThat(result.manifest().capture().complete()).isTrue();
        assertThat(result.calls())
                .filteredOn(call -> call.node().equals(OTHER) && call.outcome() != Outcome.SKIPPED)
                .isNotEmpty()
                .hasSizeLessThan(5)
                .allMatch(call -> call.outcome() == Outcome.TIMEOUT);
        assertThat(result.calls())
                .filteredOn(call -> call.outcome() == Outcome.SKIPPED)
                .isNotEmpty()
                .allMatch(call ->
                        call.error().startsWith("breaker: ") && call.error().contains("timed out"));
    }

    @Test
    void aNodeWhoseCallsHangInTheEndpointCostsItselfOnly() {
        cluster.misbehaves(OTHER, "any", exchange -> cluster.hang());

        CaptureResult result =
                Captures.of(cluster, folder, Duration.ZERO, Captures.IMPATIENT).run();

        assertThat(states(result)).containsExactly(State.CAPTURED, State.CAPTURED, State.SILENT);
        assertThat(cluster.asked().stream().filter(call -> call.startsWith(OTHER)))
                .hasSizeLessThan(5);
    }

    @Test
    void anEntryNodeThatFallsSilentIsNotAskedOnAndOn() {
        cluster.misbehaves(OTHER, "network_nodes", exchange -> {
            for (String node : List.of(ENTRY, OTHER, "three@host")) {
                cluster.misbehaves(node, "any", broken -> broken.close());
            }
        });

        CaptureResult result = Captures.quick(cluster, folder);

        assertThat(states(result)).containsOnly(State.PARTIAL);
        assertThat(result.nobody()).isEmpty();
        assertThat(result.calls())
                .filteredOn(call -> call.outcome() == Outcome.UNREACHABLE)
                .isNotEmpty()
                .hasSizeLessThan(15);
        assertThat(result.missing()).isNotEmpty().allMatch(line -> line.contains("entry node does not answer"));
    }

    @Test
    void aNodeThatDiesOnTheWayIsPartialAndTheLedgerSaysWhenItWasGone() {
        cluster.diesAfter(OTHER, 12);

        CaptureResult result = Captures.quick(cluster, folder);

        List<Outcome> outcomes = result.calls().stream()
                .filter(call -> call.node().equals(OTHER) && call.outcome() != Outcome.SKIPPED)
                .map(Call::outcome)
                .toList();
        assertThat(states(result)).containsExactly(State.CAPTURED, State.CAPTURED, State.PARTIAL);
        assertThat(outcomes.subList(0, 10)).allMatch(Outcome::answered);
        assertThat(outcomes.subList(12, outcomes.size())).isNotEmpty().containsOnly(Outcome.UNREACHABLE);
        assertThat(result.missing()).anyMatch(line -> line.startsWith(OTHER) && line.contains("no route"));
    }

    @Test
    void fieldsOfTheWrongTypeDoNotEndACapture() {
        String wrong =
                "{\"Name\": [17], \"Uptime\": \"x\", \"ProcessesTotal\": {\"a\": [1]}, \"goroutines\": \"many\"}";
        for (Tool tool : Tool.values()) {
            cluster.says(OTHER, tool.toolName(), wrong);
        }

        CaptureResult result = Captures.quick(cluster, folder);

        assertThat(states(result).subList(0, 2)).containsOnly(State.CAPTURED);
        assertThat(log(result)).doesNotContain("a bug of ergodiag");
    }

    @Test
    void anEntryNodeWithoutAUsableNameIsToldInOneSentence() {
        cluster.says(ENTRY, "node_info", "{\"Name\": 17}");

        CaptureResult result = Captures.quick(cluster, folder);

        assertThat(result.nobody())
                .get()
                .asString()
                .contains("node_info", "'17'")
                .doesNotContain("\n");
    }

    @Test
    void aNameThatIsNoNodesNameIsToldAndNotAsked() {
        cluster.says(
                ENTRY, "cluster_nodes", "[{\"name\": \"one@host\"}, {\"name\": \"nohost\"}, {\"name\": \"two@host\"}]");

        CaptureResult result = Captures.quick(cluster, folder);

        assertThat(result.manifest().nodes())
                .extracting(Manifest.NodeEntry::name)
                .containsExactly(ENTRY, OTHER);
        assertThat(result.missing()).singleElement().asString().contains("'nohost'", "cluster_nodes", "no '@'");
        assertThat(cluster.asked()).noneMatch(call -> call.startsWith("nohost"));
        assertThat(log(result)).contains("'nohost'");
    }

    @Test
    void anOlderReadOnlyNodeIsCapturedAsFarAsItGoes() {
        List<String> absent = List.of("pprof_cpu", "network_acceptors", "cron_info", "registrar_info");
        absent.forEach(cluster::offersNot);
        cluster.runsOnOldErgo(ENTRY, "app", "main.A", 50, "sleep");
        cluster.runsOnOldErgo(OTHER, "app", "main.A", 50, "running");

        CaptureResult result = Captures.quick(cluster, folder);

        assertThat(result.calls())
                .filteredOn(call -> absent.contains(call.tool()))
                .isNotEmpty()
                .allMatch(call ->
                        call.outcome() == Outcome.SKIPPED && call.error().startsWith("not offered"));
        assertThat(result.calls())
                .filteredOn(call -> !absent.contains(call.tool()))
                .allMatch(call -> call.outcome().answered());
        assertThat(result.missing())
                .hasSize(3)
                .allMatch(line -> line.contains(
                        "network_acceptors was not asked: network_acceptors is not in the node's tools/list"));
    }

    @Test
    void aWindowOnANodeWithoutProfilesStillListensAndLeavesNoSampler() {
        cluster.offersNot("pprof_cpu");

        CaptureResult result = Captures.leapt(cluster, folder, Duration.ofSeconds(1));

        assertThat(result.manifest().capture().complete()).isTrue();
        assertThat(cluster.samplersStarted())
                .as("a log listener and a goroutine sampler at each node")
                .isEqualTo(6);
        assertThat(cluster.samplersLeft()).isEmpty();
        assertThat(Captures.calls(result, OTHER, "pprof_cpu"))
                .hasSize(2)
                .allMatch(
                        call -> call.outcome() == Outcome.SKIPPED
                                && call.error()
                                        .equals(
                                                "not offered: its sampler could not be started: pprof_cpu is not in the node's tools/list"));
        assertThat(result.missing())
                .hasSize(3)
                .allMatch(
                        line -> line.contains(
                                "pprof_cpu all, pprof_cpu no-runtime was not asked: its sampler could not be started: pprof_cpu is not in the node's tools/list"));
    }

    @Test
    void noQuestionThatMayBeTooLargeIsAskedAgainInACapture() {
        for (String tool : List.of("event_list", "app_list", "network_nodes", "pprof_heap")) {
            cluster.says(OTHER, tool, "x".repeat(70_000));
        }

        CaptureResult result = Captures.quick(cluster, folder);

        List<String> tooLarge = result.calls().stream()
                .filter(call -> call.outcome() == Outcome.TIMEOUT
                        && !call.tool().equals("pprof_heap")
                        && !call.argument("limit").equals("16"))
                .map(call -> call.node() + call.tool() + call.asked().arguments())
                .toList();
        assertThat(tooLarge).hasSizeGreaterThan(2).doesNotHaveDuplicates();
        assertThat(states(result)).containsExactly(State.CAPTURED, State.CAPTURED, State.PARTIAL);
        assertThat(result.missing())
                .anyMatch(line ->
                        line.contains("app_list all") && line.contains("failed: ") && line.contains("timed out"))
                .anyMatch(line -> line.contains("event_list all"));
    }

    @Test
    void aVisitorAsksFourAtMostAndTwoAtOneNodeAndOnlyWhatReads() throws IOException {
        try (FakeNode large = new FakeNode("a@h", "b@h", "c@h", "d@h", "e@h")) {
            Captures.quick(large, folder);

            assertThat(large.inFlight().most()).isLessThanOrEqualTo(4);
            assertThat(large.inFlight().mostAtOneNode()).isLessThanOrEqualTo(2);
            List<String> never = Arrays.stream(Tool.values())
                    .filter(tool -> !tool.access().isAllowed())
                    .map(Tool::toolName)
                    .toList();
            assertThat(never).contains("process_kill", "node_env");
            assertThat(large.asked()).noneMatch(call -> never.contains(call.substring(call.indexOf(' ') + 1)));
        }
    }

    @Test
    void supervisorsAreInspectedButNotThoseOfTheMcpApplication() {
        String own = cluster.supervises(OTHER, "app", "main.Sup");
        cluster.supervises(OTHER, "mcp_app", "mcp.Sup");
        cluster.supervises(OTHER, "mcp_app", "act.Pool");

        Captures.quick(cluster, folder);

        assertThat(cluster.asked(OTHER, "process_inspect", "pid")).isNotEmpty().containsOnly(own);
        assertThat(cluster.asked(ENTRY, "process_inspect", "pid")).isEmpty();
    }

    private static List<State> states(CaptureResult result) {
        return result.manifest().nodes().stream().map(Manifest.NodeEntry::state).toList();
    }

    private static String log(CaptureResult result) {
        try (Bundle bundle = Bundle.open(result.bundle())) {
            return bundle.text("capture.log");
        }
    }
}
