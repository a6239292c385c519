package ergodiag.ergo.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Source;
import ergodiag.ergo.UnreadableReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClusterMapTest {
    private static ClusterMap read(String text) {
        return ClusterMap.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Source.file("map.json"));
    }

    @Test
    void aNodeIsToldWithItsLifeAndHowOldThatIs() {
        ClusterMap map = read(
                "{\"Nodes\":[{\"Info\":{\"Name\":\"a@b\",\"Creation\":1795809671,\"Uptime\":110,\"Goroutines\":34,\"Applications\":[\"observer_app\"],"
                        + "\"Peers\":[{\"Node\":\"c@d\",\"MessagesIn\":1}]},\"Age\":1500,\"Status\":\"reachable\",\"Reason\":\"\"}],"
                        + "\"Offline\":[{\"Node\":\"e@f\",\"Status\":\"unreachable\",\"Reason\":\"no route\",\"Peers\":[\"a@b\"]}],\"Complete\":false,\"Note\":\"narrowed by the ceiling\"}");
        ClusterMap.Seen node = map.nodes().get(0);
        assertThat(node.name()).isEqualTo("a@b");
        assertThat(node.info().creation()).hasValue(1_795_809_671L);
        assertThat(node.info().at().pointer()).isEqualTo("/Nodes/0/Info");
        assertThat(node.stats().goroutines()).isEqualTo(34);
        assertThat(node.age()).isEqualTo(Duration.ofMillis(1500));
        assertThat(node.reachable()).isTrue();
        assertThat(node.peers()).containsExactly("c@d");
        assertThat(node.applications()).containsExactly("observer_app");
        assertThat(map.offline()).singleElement().satisfies(gone -> {
            assertThat(gone.name()).isEqualTo("e@f");
            assertThat(gone.reason()).isEqualTo("no route");
            assertThat(gone.at().pointer()).isEqualTo("/Offline/0");
        });
        assertThat(map.complete()).isFalse();
        assertThat(map.names()).containsExactly("a@b", "e@f");
    }

    @Test
    void listsThatAreNullAreEmpty() {
        assertThat(
                        read("{\"Nodes\":[{\"Info\":{\"Name\":\"a@b\",\"Peers\":null,\"Applications\":null}}],\"Offline\":null}")
                                .names())
                .containsExactly("a@b");
    }

    @Test
    void whatIsNoMapIsRefused() {
        for (String text : List.of("{}", "[]", "null", "{\"Nodes\":{}}", "{\"Nodes\":[", "")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(UnreadableReply.class);
        }
    }
}
