package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @Test
    void whatFollowsAQuestionMarkIsSentAndNotShownAndMustNotBeSeenAnywhere() {
        Endpoint endpoint =
                Endpoint.of("http://node1:9922/mcp?key=T0p%2FSecret&x=second-one", Optional.of("bearer-one"));

        assertThat(endpoint.url()).hasToString("http://node1:9922/mcp?key=T0p%2FSecret&x=second-one");
        assertThat(endpoint).hasToString("http://node1:9922/mcp?...");
        assertThat(endpoint.credentials()).contains("bearer-one", "T0p/Secret", "T0p%2FSecret", "second-one");
    }

    @Test
    void anAddressWithoutOneIsShownAsItIs() {
        Endpoint endpoint = Endpoint.of("http://us-er:p%40ss-word@node1:9922", Optional.empty());

        assertThat(endpoint).hasToString("http://node1:9922/mcp");
        assertThat(endpoint.credentials()).contains("p@ss-word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h:9922/a%2Fb/mcp?x=%41&y=a+b%20c&z=%2525",
                "http://[::1]:9922/mcp?",
                "http://h/mcp?a=b?c=/d",
                "http://h:1/%7Euser/mcp"
            })
    void pathAndQueryAreSentAsTheyWereWritten(String typed) {
        assertThat(Endpoint.of(typed, Optional.empty()).url()).hasToString(typed);
        assertThat(Endpoint.of(typed, Optional.empty()).withPath("/x/mcp").url().getRawQuery())
                .isEqualTo(URI.create(typed).getRawQuery());
    }

    @Test
    void lettersThatAreNotAsciiAreSentAsBytesOfUtf8() {
        assertThat(Endpoint.of("http://h/m\u00e9tro/mcp?n=\u00e9", Optional.empty())
                        .url())
                .hasToString("http://h/m%C3%A9tro/mcp?n=%C3%A9");
    }

    @Test
    void thereIsNoPortZero() {
        assertThatThrownBy(() -> Endpoint.of("http://h:0/mcp", Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Reading the URL: there is no port 0 to connect to; give ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cr3t-path-token",
                "hunter2hunter2",
                "AbCd1234EfGh5678",
                "deadbeefdeadbeefdeadbeef",
                "p%40ssw0rd%21"
            })
    void whatMayBeASecretInThePathIsSentAndNotShown(String part) {
        Endpoint endpoint = Endpoint.of("http://h/api/" + part + "/mcp", Optional.empty());

        assertThat(endpoint.path()).isEqualTo("/api/" + part + "/mcp");
        assertThat(endpoint).hasToString("http://h/api/.../mcp");
        assertThat(endpoint.withPath("/" + part + "/x")).hasToString("http://h/.../x");
        assertThat(endpoint.credentials()).contains(part);
        assertThat(endpoint.with("token").credentials()).contains(part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mcp", "observer", "eu-west-1", "prod-cluster-07", "v2", "team%20blue", "grafana_proxy.2024"})
    void aPathOfWordsIsShown(String part) {
        Endpoint endpoint = Endpoint.of("http://h/" + part + "/mcp", Optional.empty());

        assertThat(endpoint).hasToString("http://h/" + part + "/mcp");
        assertThat(endpoint.credentials()).isEmpty();
    }

    @Test
    void aPasswordBesideATokenIsNotSentAndMustNotBeSeenAllTheSame() {
        assertThat(Endpoint.of("http://user:p%40ss-word@h/mcp", Optional.of("token"))
                        .credentials())
                .contains("token", "p@ss-word", "p%40ss-word");
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
