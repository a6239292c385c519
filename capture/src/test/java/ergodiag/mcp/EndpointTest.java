package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
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

    @Test
    void a_token_that_would_arrive_as_another_one_is_refused_before_it_is_sent() {
        Endpoint endpoint = Endpoint.of("http://node1:9922/mcp", Optional.of("with a blank"));
        assertThat(endpoint.authorization()).contains("Bearer with a blank");

        for (String token : new String[] {"gehe\u00edm", "\u0430bc", "two\nlines"}) {
            assertThatThrownBy(() -> Endpoint.of("http://node1:9922/mcp", Optional.of(token)))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("Reading the token: ")
                    .hasMessageNotContaining(token);
            assertThatThrownBy(() -> endpoint.with(token)).isInstanceOf(UserError.class);
        }
    }

    @Test
    void theByteOrderMarkOfATokenFileIsNoneOfTheToken() {
        assertThat(Endpoint.of("http://h/mcp", Optional.of("\ufeffq7Token77\r\n"))
                        .credentials())
                .containsExactly("q7Token77");
    }

    @Test
    void aLineBreakInATokenIsToldInOneSentenceWithoutIt() {
        assertThatThrownBy(() -> Endpoint.of("http://h/mcp", Optional.of("q7To\nken77")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("line break")
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("q7To").doesNotContain("ken77"));
    }

    @Test
    void anAddressWithoutAPathIsAskedAtTheUsualOneAndMayBeAskedAtOthers() {
        for (String typed : new String[] {"http://h:9911", "http://h:9911/", "https://h?key=x"}) {
            Endpoint endpoint = Endpoint.of(typed, Optional.of("t"));
            assertThat(endpoint.pathless()).isTrue();
            assertThat(endpoint.path()).isEqualTo("/mcp");
        }
        Endpoint endpoint = Endpoint.of("http://h:9911/mcp?key=x", Optional.of("t"));
        assertThat(endpoint.pathless()).isFalse();
        assertThat(endpoint.withPath("/observer/mcp").url()).hasToString("http://h:9911/observer/mcp?key=x");
        assertThat(endpoint.withPath("/observer/mcp").authorization()).contains("Bearer t");
        assertThat(endpoint.at("/api/capabilities")).hasToString("http://h:9911/api/capabilities");
    }
}
