package ergodiag.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class WideClusterTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void fiveNodesMadeOfThreeKnowEachOther() throws Exception {
        Path wide = WideCluster.of(Path.of("../samples/healthy-three-nodes.zip"), 5, folder.resolve("wide"));
        try (Bundle bundle = Bundle.open(wide);
                ReplayServer server = ReplayServer.start(bundle, ReplayOptions.asRecorded())) {
            assertThat(bundle.damage()).isEmpty();
            assertThat(texts(call(server.url(), "cluster_nodes", ""), "name"))
                    .containsExactly(
                            "node1@localhost",
                            "node2@localhost",
                            "node3@localhost",
                            "node4@localhost",
                            "node5@localhost");
            assertThat(texts(call(server.url(), "network_nodes", "node5@localhost"), "Node"))
                    .containsExactly("node1@localhost", "node2@localhost", "node3@localhost", "node4@localhost");
            assertThat(call(server.url(), "node_info", "node4@localhost")
                            .path("Name")
                            .asString(""))
                    .isEqualTo("node4@localhost");
            assertThat(call(server.url(), "process_list", "node4@localhost"))
                    .isEqualTo(call(server.url(), "process_list", ""));
        }
    }

    private static List<String> texts(JsonNode list, String field) {
        return list.valueStream().map(row -> row.path(field).asString("")).toList();
    }

    private static JsonNode call(URI url, String tool, String node) throws IOException, InterruptedException {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{"node":"%s"}}}
                """.formatted(tool, node);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode result = JSON.readTree(response.body()).path("result");
        return JSON.readTree(result.path("content").path(0).path("text").asString(""));
    }
}
