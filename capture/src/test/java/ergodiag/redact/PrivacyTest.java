package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user adds to redaction, and the disguises of the endpoint's token. */
class PrivacyTest {
    private static final String MARK = "\\[removed:[0-9a-f]{8}]";

    @ParameterizedTest
    @ValueSource(strings = {"customer_id", "CustomerId", "CUSTOMER-ID"})
    void aKeyOfTheUsersGoesInAnyWayOfWriting(String name) throws IOException {
        Redaction redaction = new Redaction(new Privacy(List.of(name), List.of(), Set.of(), SiteKey.NONE));

        assertThat(copy(redaction, "{\"oldCustomerId\": \"K-4711-x\", \"customers\": 3}"))
                .matches("\\{\"oldCustomerId\": \"" + MARK + "\", \"customers\": 3}");
        assertThat(copy(redaction, "{\"customer_id\": 471112}")).doesNotContain("471112");
        assertThat(redaction.text("order of customer_id=K-4712-x failed"))
                .matches("order of customer_id=" + MARK + " failed");
    }

    @Test
    void aPatternOfTheUsersGoesWhereverItMatchesAndIsCountedUnderItsName() throws IOException {
        Redaction redaction = with("iban=[A-Z]{2}[0-9]{20}");

        assertThat(redaction.text("paid to DE89370400440532013000 today")).matches("paid to " + MARK + " today");
        assertThat(copy(redaction, "{\"DE89370400440532013000\": \"DE89370400440532013000\"}"))
                .doesNotContain("3704");
        assertThat(redaction.summary().kinds()).anyMatch(kind -> kind.startsWith("pattern iban: "));
    }

    @Test
    void aNumberInJsonThatMatchesGoesAndTheRestIsJsonStill() throws IOException {
        assertThat(copy(with("card=4[0-9]{15}"), "[4111111111111111, 17]")).isEqualTo("[null, 17]");
    }

    @Test
    void ofAPatternWithAGroupOnlyTheGroupGoes() {
        assertThat(with("customer=customer ([0-9]{5,})").text("the customer 4711234 waits"))
                .matches("the customer " + MARK + " waits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "=x", "x=", "x=[", "x=(?<", "x=a*", "x=(a+)+\\1#", "x=(?:.*a){15}#", "a/b=c"})
    void aPatternThatCannotBeUsedIsRefusedAndToldWhy(String pattern) {
        assertThatThrownBy(() -> SecretPattern.of(pattern, "--redact-pattern"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Reading --redact-pattern: ");
    }

    @Test
    void aTextThatAPatternCannotGetThroughGoesAsAWhole() {
        Redaction redaction = with("slow=(?:z+)+y");

        assertThat(redaction.text("z".repeat(5_000))).matches(MARK);
        assertThat(redaction.text("a short zzy")).matches("a short " + MARK);
    }

    @Test
    void theTokenOfTheEndpointGoesInEveryDisguise() {
        String token = "s3cr3t/T0ken+of=9922";
        Redaction redaction = new Redaction();
        redaction.forbid(token);
        for (String before : List.of("", "x", "xy", "Bearer ")) {
            String encoded =
                    Base64.getEncoder().encodeToString((before + token + "\n").getBytes(StandardCharsets.UTF_8));
            assertThat(redaction.text("h " + encoded))
                    .as(before)
                    .containsPattern(MARK)
                    .doesNotContain(encoded);
        }
        assertThat(redaction.text("GET /?t=s3cr3t%2FT0ken%2Bof%3D9922")).doesNotContain("T0ken");
    }

    @Test
    void aNodesNameStaysAlthoughATextTakesItForASecret() {
        Redaction redaction = new Redaction();
        redaction.spare("node1@db-17.example");

        assertThat(redaction.text("token=node1@db-17.example")).matches("token=" + MARK);
        assertThat(redaction.text("asked node1@db-17.example")).isEqualTo("asked node1@db-17.example");
    }

    private static Redaction with(String pattern) {
        return new Redaction(
                new Privacy(List.of(), List.of(SecretPattern.of(pattern, "test")), Set.of(), SiteKey.NONE));
    }

    private static String copy(Redaction redaction, String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        redaction.copy(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, Carrier.NODE);
        return out.toString(StandardCharsets.UTF_8);
    }
}
