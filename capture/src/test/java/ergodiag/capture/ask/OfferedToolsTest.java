package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.CaptureResult;
import ergodiag.capture.Captures;
import ergodiag.capture.FakeNode;
import ergodiag.capture.lists.EventPages;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.capture.watch.CpuProfiler;
import ergodiag.capture.watch.LogListener;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OfferedToolsTest {
    private static final String OTHER_NODE = "two@host";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aRealNodeTakesEveryQuestionOfTheAgendaAsItIs() throws IOException {
        OfferedTools offer = OfferedTools.read(recordedTools());

        List<Question> questions = new ArrayList<>(Agenda.twice(OTHER_NODE));
        questions.addAll(Agenda.once(OTHER_NODE));
        questions.addAll(Agenda.goroutines(OTHER_NODE, 20));
        questions.add(Agenda.ping(OTHER_NODE, "one@host"));
        questions.add(Agenda.links(OTHER_NODE));
        questions.add(LogListener.question(OTHER_NODE, MINUTE));
        questions.add(CpuProfiler.start(CpuProfiler.profile(OTHER_NODE, true, 10), 10));

        assertThat(questions).allSatisfy(question -> {
            OfferedTools.Fit fit = offer.fit(question, true);
            assertThat(fit.refused()).isEmpty();
            assertThat(fit.left()).isEmpty();
        });
    }

    @Test
    void aToolThatLacksAParameterIsRefusedByBothNames() throws IOException {
        OfferedTools offer = OfferedTools.read(FakeNode.JSON.readTree("""
                {"tools": [{"name": "process_list", "inputSchema": {"properties":
                  {"node": {"type": "string"}, "limit": {"type": "integer"}, "sort_by": {"type": "string"}}}}]}
                """));

        assertThat(offer.fit(Agenda.young(OTHER_NODE), true).refused().map(Skip::text))
                .contains("not offered: tool process_list has no parameter max_uptime");
    }

    @Test
    void aParameterOfAnotherTypeIsRefusedBecauseANodeWouldTakeItsDefaultWithoutAWord() {
        OfferedTools offer = OfferedTools.read(FakeNode.JSON.readTree("""
                {"tools": [{"name": "pprof_heap", "inputSchema": {"properties": {"limit": {"type": "string"}}}},
                           {"name": "event_list", "inputSchema": {"properties": {"limit": {"type": ["null", "number"]}}}}]}
                """));

        assertThat(offer.fit(Agenda.heap("one@host"), false).refused().map(Skip::text))
                .contains("not offered: tool pprof_heap wants parameter limit as string");
        assertThat(offer.fit(EventPages.base("one@host").with("limit", 5), false)
                        .refused())
                .isEmpty();
    }

    @Test
    void anEndpointThatDoesNotAskOtherNodesSaysSoOncePerQuestion() {
        OfferedTools offer = OfferedTools.read(FakeNode.JSON.readTree(
                "{\"tools\": [{\"name\": \"node_info\", \"inputSchema\": {\"properties\": {}}}]}"));

        assertThat(offer.fit(Agenda.nodeInfo("one@host"), false).refused()).isEmpty();
        assertThat(offer.fit(Agenda.nodeInfo(OTHER_NODE), true).refused().map(Skip::text))
                .contains("not offered: tool node_info has no parameter node, so no other node can be asked");
    }

    @Test
    void whatASamplerRunsHasToBeOfferedWithItsParametersToo() {
        OfferedTools offer = OfferedTools.read(FakeNode.JSON.readTree("""
                {"tools": [{"name": "sample_start"}, {"name": "pprof_cpu", "inputSchema": {"properties":
                  {"duration": {"type": "integer"}, "limit": {"type": "integer"}}}}]}
                """));

        assertThat(offer.fit(CpuProfiler.start(CpuProfiler.profile(OTHER_NODE, false, 5), 5), true)
                        .refused())
                .isEmpty();
        assertThat(offer.fit(CpuProfiler.start(CpuProfiler.profile(OTHER_NODE, true, 5), 5), true)
                        .refused()
                        .map(Skip::text))
                .contains("not offered: tool pprof_cpu has no parameter exclude");
    }

    @Test
    void anOlderNodeWithoutLingerSecIsListenedToWithoutItAndTheLogSaysSo() throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            cluster.takes(
                    "sample_listen",
                    Map.of(
                            "node", "string",
                            "timeout", "integer",
                            "log_levels", "array",
                            "duration_sec", "integer",
                            "buffer_size", "integer"));

            CaptureResult result = Captures.leapt(cluster, folder, Duration.ofSeconds(1));

            assertThat(cluster.asked(FakeNode.OTHER, "sample_listen", "linger_sec"))
                    .containsExactly("");
            assertThat(log(result.bundle()))
                    .containsOnlyOnce("tool sample_listen has no parameter linger_sec: asked without it");
            assertThat(cluster.samplersLeft()).isEmpty();
        }
    }

    @Test
    void aRemoteNodeThatDoesNotKnowAToolIsNotAskedForItAgain() throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            cluster.knowsNot(FakeNode.OTHER, "pprof_goroutines");

            CaptureResult result = Captures.quick(cluster, folder);

            List<Call> calls = Captures.calls(result, FakeNode.OTHER, Tool.PPROF_GOROUTINES.toolName());
            assertThat(calls.stream().filter(call -> call.outcome() == Outcome.UNKNOWN_TOOL))
                    .hasSize(1);
            assertThat(calls.stream().filter(call -> call.outcome() == Outcome.SKIPPED))
                    .hasSizeGreaterThan(1)
                    .allMatch(call -> call.error()
                            .equals("not offered: the node said that it does not know tool pprof_goroutines"));
            assertThat(Captures.calls(result, FakeNode.ENTRY, Tool.PPROF_GOROUTINES.toolName()))
                    .allMatch(call -> call.outcome().answered());
        }
    }

    private static String log(Path bundle) throws IOException {
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            var entry = zip.stream()
                    .filter(each -> each.getName().endsWith("/capture.log"))
                    .findFirst()
                    .orElseThrow();
            return new String(zip.getInputStream(entry).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static JsonNode recordedTools() throws IOException {
        try (ZipFile zip = new ZipFile("../samples/healthy-three-nodes.zip")) {
            var entry = zip.stream()
                    .filter(each -> each.getName().endsWith("cluster/tools_list.001.json"))
                    .findFirst()
                    .orElseThrow();
            return FakeNode.JSON.readTree(zip.getInputStream(entry));
        }
    }
}
