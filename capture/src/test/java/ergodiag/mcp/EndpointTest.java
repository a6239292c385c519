package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void whatFollowsAQuestionMarkIsSentAndNotShownAndMustNotBeSeenAnywhere() {
        Endpoint endpoint =
                Endpoint.of("http://node1:9922/mcp?key=T0p%2FSecret&x=second-one", Optional.of("bearer-one"));

        assertThat(endpoint.url()).hasToString("http://node1:9922/mcp?key=T0p/Secret&x=second-one");
        assertThat(endpoint).hasToString("http://node1:9922/mcp?...");
        assertThat(endpoint.credentials()).contains("bearer-one", "T0p/Secret", "second-one");
    }

    @Test
    void anAddressWithoutOneIsShownAsItIs() {
        Endpoint endpoint = Endpoint.of("http://us-er:p%40ss-word@node1:9922", Optional.empty());

        assertThat(endpoint).hasToString("http://node1:9922/mcp");
        assertThat(endpoint.credentials()).contains("p@ss-word");
    }
}
