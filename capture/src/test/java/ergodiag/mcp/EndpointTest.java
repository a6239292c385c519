package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void what_follows_a_question_mark_is_sent_and_not_shown_and_must_not_be_seen_anywhere() {
        Endpoint endpoint =
                Endpoint.of("http://node1:9922/mcp?key=T0p%2FSecret&x=second-one", Optional.of("bearer-one"));

        assertThat(endpoint.url()).hasToString("http://node1:9922/mcp?key=T0p/Secret&x=second-one");
        assertThat(endpoint).hasToString("http://node1:9922/mcp?...");
        assertThat(endpoint.credentials()).contains("bearer-one", "T0p/Secret", "second-one");
    }

    @Test
    void an_address_without_one_is_shown_as_it_is() {
        Endpoint endpoint = Endpoint.of("http://us-er:p%40ss-word@node1:9922", Optional.empty());

        assertThat(endpoint).hasToString("http://node1:9922/mcp");
        assertThat(endpoint.credentials()).contains("p@ss-word");
    }
}
