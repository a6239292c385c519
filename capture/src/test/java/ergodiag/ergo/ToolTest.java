package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Tool.Access;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ToolTest {
    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void theCatalogueIsWhatRealNodesOffer(Path recording) {
        int lists = Recordings.replies(recording, "tools_list", (call, in) -> {
            JsonNode offered = JsonMapper.builder().build().readTree(in);
            JsonNode tools = offered.isArray() ? offered : offered.path("tools");
            Set<String> names = new TreeSet<>();
            for (JsonNode tool : tools) {
                String name = tool.path("name").asString("");
                names.add(name);
                Map<String, String> arguments = new TreeMap<>();
                tool.path("inputSchema")
                        .path("properties")
                        .properties()
                        .forEach(property -> arguments.put(
                                property.getKey(),
                                property.getValue().path("type").asString("")));
                assertThat(argumentsOf(Tool.named(name).orElseThrow())).as(name).isEqualTo(arguments);
            }
            assertThat(names)
                    .isEqualTo(EnumSet.complementOf(Recordings.NO_RECORDING_HAS).stream()
                            .map(Tool::toolName)
                            .collect(Collectors.toCollection(TreeSet::new)));
        });
        assertThat(lists).isEqualTo(1);
    }

    private static Map<String, String> argumentsOf(Tool tool) {
        Map<String, String> arguments = new TreeMap<>();
        tool.arguments()
                .forEach(argument ->
                        arguments.put(argument.name(), argument.type().word()));
        for (Argument common : List.of(Tool.NODE, Tool.TIMEOUT)) {
            arguments.put(common.name(), common.type().word());
        }
        return arguments;
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void realRepliesHaveTheFormOfTheirTool(Path recording) {
        int replies = Recordings.replies(recording, "", (call, in) -> {
            Optional<Tool> tool = Tool.of(call).filter(it -> call.outcome().answered());
            if (tool.isPresent() && !isSeries(call)) {
                String text = Recordings.text(in).strip();
                boolean fits = switch (tool.get().form()) {
                    case OBJECT -> text.startsWith("{");
                    case LIST -> text.startsWith("[") || text.equals("null");
                    case JSON -> text.startsWith("{") || text.startsWith("[") || text.equals("null");
                    case TEXT -> !text.startsWith("{") && !text.startsWith("[");
                };
                assertThat(fits)
                        .as("%s: %s", call.file().orElse(""), text.substring(0, Math.min(40, text.length())))
                        .isTrue();
            }
        });
        assertThat(replies).isPositive();
    }

    /** What a sampler brought is kept line by line, in one file. */
    private static boolean isSeries(Call call) {
        return call.file().orElse("").endsWith(".jsonl");
    }

    @Test
    void aReplyTellsWhoAnsweredAndWhatHasToBeANumber() {
        assertThat(Tool.NODE_INFO.namedBy()).contains("Name");
        assertThat(Tool.NODE_INFO.numbers()).contains("Uptime");
        assertThat(Arrays.stream(Tool.values()).filter(tool -> tool.form() == Tool.Form.OBJECT))
                .allSatisfy(tool -> assertThat(tool.numbers()).isNotEmpty());
        assertThat(Tool.NETWORK_PING.namedBy()).isEmpty();
    }

    @Test
    void namesStandWhereTheToolPutsThem() {
        assertThat(Tool.CRON_INFO.names())
                .containsEntry("/Jobs/*/Name", NameKind.JOB)
                .doesNotContainKey("/Jobs/*/Spec");
        assertThat(Tool.NODE_INFO.names()).containsEntry("/Name", NameKind.NODE);
        assertThat(Tool.PROCESS_LIST.names()).containsEntry("/*/Application", NameKind.APPLICATION);
    }

    @Test
    void whatChangesTheClusterOrHandsOutSecretsIsNeverCalled() {
        assertThat(Arrays.stream(Tool.values())
                        .filter(tool -> !tool.access().isAllowed())
                        .map(Tool::toolName)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "network_connect",
                        "network_connect_route",
                        "network_disconnect",
                        "log_level_set",
                        "send_message",
                        "call_process",
                        "send_exit",
                        "process_kill",
                        "node_env");
    }

    @Test
    void samplersAreMarkedSinceTheyHaveToBeStopped() {
        assertThat(Arrays.stream(Tool.values()).filter(tool -> tool.access() == Access.SAMPLER))
                .extracting(Tool::toolName)
                .allSatisfy(name -> assertThat(name).startsWith("sample_"))
                .hasSize(5);
    }

    @Test
    void aToolNobodyHasHeardOfIsUnknown() {
        assertThat(Tool.named("process_lists")).isEmpty();
        assertThat(Tool.named("PROCESS_LIST")).isEmpty();
    }

    @Test
    void argumentsThatANodeWouldIgnoreAreFound() {
        assertThat(Tool.PROCESS_LIST.faults(Map.of("limit", 5L, "sort_by", "mailbox", "node", "a@b", "timeout", 10)))
                .isEmpty();
        assertThat(Tool.PROCESS_LIST.faults(Map.of("limit", "5", "sortby", "mailbox")))
                .containsExactly("process_list takes no argument 'sortby'", "process_list wants 'limit' as integer");
    }
}
