package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.ergo.process.ProcessRow;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Contract: the JSON replies of real nodes are what our records take them for. Each record is held against the raw text it came from. */
class JsonRepliesOfRecordingsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyReplyThatHasAReaderIsRead(Path recording) {
        int replies = Recordings.replies(recording, "", (call, in) -> {
            Optional<Readers.Reader> reader = Tool.of(call).map(Readers.OF_TOOLS::get);
            if (reader.isPresent()) {
                int rows = reader.get().read(in, Source.file(call.file().orElse("")));
                call.part()
                        .rows()
                        .ifPresent(told ->
                                assertThat(rows).as(call.file().orElse("")).isEqualTo((int) told));
            }
        });
        assertThat(replies).isGreaterThan(500);
    }

    /** The others are kept in a bundle as they came. */
    @Test
    void everyToolThatAPlaybookJudgesByHasAReader() {
        assertThat(PlaybookName.allNeeds()
                        .filter(need -> need.of() != Need.Of.CONTEXT)
                        .map(Need::tool))
                .isNotEmpty()
                .isSubsetOf(Readers.OF_TOOLS.keySet());
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyProcessRowIsTheElementItPointsAt(Path recording) {
        Recordings.replies(recording, "process_list", (call, in) -> {
            String text = Recordings.text(in);
            JsonNode raw = JSON.readTree(text);
            for (ProcessRow row : Readers.processes(bytes(text), Source.file("list.json"))) {
                JsonNode element = raw.at(row.at().pointer());
                assertThat(row.pid()).isEqualTo(element.get("PID").asString()).isNotEmpty();
                assertThat(row.state())
                        .isEqualTo(element.get("State").asString())
                        .isNotEmpty();
                assertThat(row.mailbox())
                        .isEqualTo(element.get("MessagesMailbox").asLong());
                assertThat(row.messagesIn())
                        .hasToString(element.get("MessagesIn").bigIntegerValue().toString());
                assertThat(row.wakeups())
                        .hasToString(element.get("Wakeups").bigIntegerValue().toString());
                assertThat(row.runningTime().toNanos())
                        .isEqualTo(element.get("RunningTime").asLong());
                assertThat(row.latency().isKnown())
                        .isEqualTo(element.get("MailboxLatency").asLong() >= 0);
                assertThat(row.stateTime().isKnown()).isEqualTo(element.has("StateTime"));
                assertThat(row.kind()).isEqualTo(element.path("Kind").asString(""));
            }
        });
    }

    @Test
    void withoutTheLatencyTagTheLatencyIsAGapEverywhere() {
        AtomicInteger rows = new AtomicInteger();
        Recordings.replies(
                Recordings.named("no-build-tags"),
                "process_list",
                (call, in) -> ProcessRow.stream(in, Source.file(call.file().orElse("")), row -> {
                    rows.incrementAndGet();
                    assertThat(row.latency().gap())
                            .hasValueSatisfying(gap -> assertThat(gap.what()).isEqualTo("MailboxLatency"));
                }));
        assertThat(rows).hasPositiveValue();
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyNodeTellsItsCountersUnderTheNamesWeRead(Path recording) {
        Recordings.replies(recording, "node_info", (call, in) -> {
            String text = Recordings.text(in);
            JsonNode raw = JSON.readTree(text);
            NodeInfo info = NodeInfo.read(bytes(text), Source.file("node_info.json"));
            if (!call.node().isEmpty()) {
                assertThat(info.name()).isEqualTo(call.node());
            }
            assertThat(info.version()).isEqualTo("trading 2.4.1");
            assertThat(info.uptime()).hasSeconds(raw.get("Uptime").asLong());
            assertThat(info.logMessages()).hasSize(6);
            assertThat(info.processesTotal())
                    .isEqualTo(raw.get("ProcessesTotal").asLong())
                    .isPositive();
            assertThat(info.processesZombee())
                    .isEqualTo(raw.get("ProcessesZombee").asLong());
            same(raw, "ProcessesSpawned", info.spawned());
            same(raw, "ProcessesSpawnFailed", info.spawnFailed());
            same(raw, "ProcessesTerminated", info.terminated());
            same(raw, "SendErrorsLocal", info.sendErrorsLocal());
            same(raw, "SendErrorsRemote", info.sendErrorsRemote());
            same(raw, "CallErrorsLocal", info.callErrorsLocal());
            same(raw, "CallErrorsRemote", info.callErrorsRemote());
            known(raw, "UserTime", info.userTime());
            known(raw, "SystemTime", info.systemTime());
            known(raw, "HeapLive", info.heapLive());
            known(raw, "GCCycles", info.gcCycles());
            known(raw, "ServerTime", info.serverTime());
        });
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void theRuntimeTellsMoreThanNothing(Path recording) {
        Recordings.replies(recording, "runtime_stats", (call, in) -> {
            RuntimeStats stats = RuntimeStats.read(in, Source.file(call.file().orElse("")));
            assertThat(stats.goroutines()).isPositive();
            assertThat(stats.cpus()).isEqualTo(2);
            assertThat(stats.heapAlloc().count()).isPositive();
            assertThat(stats.totalAlloc().value())
                    .isGreaterThanOrEqualTo(stats.heapAlloc().count());
            assertThat(stats.gcCpuFraction()).isBetween(1e-9, 0.01);
        });
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyLinkTellsItsCountersUnderTheNamesWeRead(Path recording) {
        Recordings.replies(recording, "network_nodes", (call, in) -> {
            String text = Recordings.text(in);
            JsonNode list = JSON.readTree(text);
            for (RemoteNode link : RemoteNode.list(bytes(text), Source.file("links.json"))) {
                JsonNode raw = list.at(link.at().pointer());
                assertThat(link.peer()).isEqualTo(raw.get("Node").asString());
                assertThat(link.poolSize()).isEqualTo(raw.get("PoolSize").asLong());
                assertThat(link.connectionUptime())
                        .hasSeconds(raw.get("ConnectionUptime").asLong());
                same(raw, "MessagesIn", link.messagesIn());
                same(raw, "MessagesOut", link.messagesOut());
                same(raw, "Reconnections", link.reconnections());
                known(raw, "PoolLen", link.poolLength());
                known(raw, "FragmentTimeouts", link.fragmentTimeouts());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyEventHasANameAndAProducer(Path recording) {
        Recordings.replies(recording, "event_list", (call, in) -> {
            String text = Recordings.text(in);
            JsonNode list = JSON.readTree(text);
            for (EventInfo event : Readers.events(bytes(text), Source.file("events.json"))) {
                JsonNode raw = list.at(event.at().pointer());
                assertThat(event.event()).endsWith(":" + event.name() + ">");
                assertThat(event.producer()).startsWith("<");
                assertThat(event.subscribers()).isEqualTo(raw.get("Subscribers").asLong());
                assertThat(event.onDemand()).isEqualTo(raw.get("Notify").asBoolean());
                same(raw, "MessagesPublished", event.published());
                same(raw, "MessagesLocalSent", event.localSent());
                same(raw, "MessagesRemoteSent", event.remoteSent());
                assertThat(event.createdAt().isKnown()).isTrue();
                assertThat(event.lastPublishedAt().isKnown())
                        .isEqualTo(raw.path("LastPublishedAt").asLong(0) > 0);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyProcessInfoTellsItsMailboxAndWhatItIsLinkedWith(Path recording) {
        Recordings.replies(recording, "process_info", (call, in) -> {
            String text = Recordings.text(in);
            JsonNode raw = JSON.readTree(text);
            ProcessInfo info = ProcessInfo.read(bytes(text), Source.file("process_info.json"));
            assertThat(info.mailboxSize()).isEqualTo(raw.get("MailboxSize").asLong());
            assertThat(info.linkedPids()).hasSize(raw.get("LinksPID").size());
            assertThat(info.monitoredPids()).hasSize(raw.get("MonitorsPID").size());
            assertThat(info.toString()).doesNotContain("PLANTED-SECRET");
        });
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyNodeHasAnAcceptorRunningApplicationsAndItsPeers(Path recording) {
        Recordings.replies(recording, "network_info", (call, in) -> {
            NetworkInfo info = NetworkInfo.read(in, Source.file(call.file().orElse("")));
            assertThat(info.acceptors())
                    .allSatisfy(acceptor -> assertThat(acceptor.address()).contains(":"));
            assertThat(info.lost().isKnown()).isTrue();
        });
        Recordings.replies(
                recording,
                "app_list",
                (call, in) -> assertThat(ApplicationInfo.list(in, Source.file("apps")))
                        .filteredOn(ApplicationInfo::isRunning)
                        .isNotEmpty()
                        .allSatisfy(app -> assertThat(app.name()).isNotEmpty()));
        Recordings.replies(
                recording,
                "cluster_nodes",
                (call, in) -> assertThat(Readers.clusterNodes(in, Source.file("nodes")))
                        .extracting(ClusterNode::status)
                        .contains("self"));
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void supervisorsAndPoolsTellTheNumbersThatThePlaybooksNeed(Path recording) {
        AtomicInteger supervisors = new AtomicInteger();
        Recordings.replies(recording, "process_inspect", (call, in) -> {
            Inspection inspection = Inspection.read(in, Source.file(call.file().orElse("")));
            if (inspection.isSupervisor()) {
                supervisors.incrementAndGet();
                assertThat(inspection.number("restarts_count")).isPresent();
                assertThat(inspection.number("intensity")).isPresent();
            }
            if (inspection.isPool()) {
                assertThat(inspection.number("messages_unhandled")).isPresent();
            }
        });
        assertThat(supervisors).hasPositiveValue();
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyLogEntryHasTimeLevelAndText(Path recording) {
        Recordings.replies(
                recording,
                "sample_listen",
                (call, in) -> assertThat(
                                Readers.logs(in, Source.file(call.file().orElse(""))))
                        .allSatisfy(entry -> {
                            assertThat(entry.time().isKnown()).isTrue();
                            assertThat(entry.level()).isIn("trace", "debug", "info", "warning", "error", "panic");
                            assertThat(entry.message()).isNotEmpty();
                            assertThat(entry.at().line()).isPositive();
                        }));
    }

    private static void same(JsonNode raw, String field, Counter counter) {
        assertThat(counter)
                .as(field)
                .hasToString(raw.get(field).bigIntegerValue().toString());
    }

    private static void known(JsonNode raw, String field, Reading<?> reading) {
        assertThat(reading.isKnown()).as(field).isEqualTo(raw.has(field));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
