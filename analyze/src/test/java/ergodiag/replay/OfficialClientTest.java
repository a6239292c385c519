package ergodiag.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A second opinion: the official MCP client understands the replay. */
class OfficialClientTest {

    @Test
    void theOfficialClientInitializesListsAndCalls() {
        try (Caller node = Caller.of("healthy-three-nodes", ReplayOptions.asRecorded())) {
            String base = "http://127.0.0.1:" + node.server().port();
            HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(base)
                    .endpoint("/mcp")
                    .build();
            try (McpSyncClient client = McpClient.sync(transport).build()) {
                McpSchema.InitializeResult hello = client.initialize();
                assertThat(hello.serverInfo().name()).isEqualTo("ergo-mcp");
                assertThat(client.listTools().tools())
                        .extracting(McpSchema.Tool::name)
                        .contains("process_list");
                McpSchema.CallToolResult result = client.callTool(McpSchema.CallToolRequest.builder("cluster_nodes")
                        .arguments(Map.of("node", "node2@localhost"))
                        .build());
                assertThat(result.content().get(0).toString()).contains("node2@localhost");
            }
        }
    }

    /** The official library for Java knows no protocol without {@code initialize}; those for Go and Python do. */
    @Test
    void anObserverTurnsAnOlderClientAwayAtOnce() {
        try (ObserverCaller node = ObserverCaller.of("healthy-three-nodes", ReplayOptions.asRecorded())) {
            String base = "http://127.0.0.1:" + node.server().port();
            HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(base)
                    .endpoint("/mcp")
                    .build();
            try (McpSyncClient client = McpClient.sync(transport).build()) {
                assertThatThrownBy(client::initialize).hasStackTraceContaining("unsupported protocol version");
            }
        }
    }
}
