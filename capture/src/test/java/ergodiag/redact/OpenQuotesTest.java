package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is opened inside a string of JSON ends where the string ends, however deep and in whatever text it stands. */
class OpenQuotesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Redaction redaction = new Redaction();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "al_token('\u0000",
                "token('Hunter-22x",
                "token('Hunter-22x\u0000",
                "password=`Hunter-22x\\",
                "password: “Hunter-22x",
                "password: correct horse Hunter-22x",
                "password='''Hunter-22x",
                "conf {Password:Hunter-22x",
                "token=[Hunter-22x",
                "<password>Hunter-22x",
                "{\"password\": \"Hunter-22x",
                "say \"token('Hunter-22x\" twice",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEHunter22xAKCAQEA75"
            })
    void aReplyThatIsOneStringIsOneAfterwardsAndSoIsAStringInIt(String text) throws IOException {
        String once = JSON.writeValueAsString(text);
        String twice = JSON.writeValueAsString(once);

        assertThat(JSON.readTree(copy(once + "\n")).asString()).doesNotContain("Hunter");
        assertThat(JSON.readTree(JSON.readTree(copy(twice)).asString()).asString())
                .doesNotContain("Hunter");
    }

    @Test
    void aReplyThatOnlyBeginsLikeAStringIsAText() throws IOException {
        assertThat(copy("\"a\" and \"b\\x\"\nfound")).isEqualTo("\"a\" and \"b\\x\"\nfound");
        assertThat(copy("\"a\nb\"")).isEqualTo("\"a\nb\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "`", "“", "'''"})
    void aQuoteThatNothingClosesEndsWithTheTextAroundIt(String quote) {
        String opened = "token(" + quote + "Hunter-22x";

        assertThat(redaction.text("msg=\"" + opened + "\" host=db"))
                .doesNotContain("Hunter")
                .endsWith("\" host=db");
        assertThat(redaction.text("got \"{\\\"a\\\": \\\"" + opened + "\\\", \\\"b\\\": 1}\" back"))
                .doesNotContain("Hunter")
                .startsWith("got \"{\\\"a\\\": \\\"token(")
                .endsWith("\\\", \\\"b\\\": 1}\" back");
        assertThat(redaction.text("\"got \\\"{\\\\\\\"a\\\\\\\": \\\\\\\"" + opened + "\\\\\\\"}\\\" back\""))
                .doesNotContain("Hunter")
                .endsWith("\\\\\\\"}\\\" back\"");
    }

    @Test
    void aQuoteThatStandsInNoTextGoesOnToTheEndOfTheLine() {
        assertThat(redaction.text("token('Hunter-22x and\" more")).endsWith("]");
    }

    @Test
    void aLineInQuotesKeepsTheQuoteThatClosesIt() {
        assertThat(redaction.text("- \"password: correct horse Hunter-22x\""))
                .doesNotContain("correct", "horse", "Hunter")
                .endsWith("]\"");
    }

    private String copy(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        redaction.copy(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, Carrier.APPLICATION);
        return out.toString(StandardCharsets.UTF_8);
    }
}
