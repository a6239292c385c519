package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.testing.RedactionFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to hold of redaction, for inputs made up by a seed; {@code .ci/fuzz} looks for those that take unknown ways through it. */
class RedactionFuzzTest {
    private static final int INPUTS = Integer.getInteger("redaction.inputs", 2_000);
    private static final int LONGEST_INPUT = 400;

    @Test
    void itHoldsForAnyInput() throws IOException {
        long seed = Long.getLong("redaction.seed", 7);
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = new byte[random.nextInt(LONGEST_INPUT)];
            random.nextBytes(input);
            // text more often than not
            for (int at = 0; at < input.length && random.nextBoolean(); at += 1 + random.nextInt(8)) {
                input[at] = (byte) (' ' + random.nextInt(95));
            }
            try {
                RedactionFuzz.fuzzerTestOneInput(input);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Trying the redaction with the seed " + seed + ", input " + i, e);
            }
        }
    }

    /** Found by {@code .ci/fuzz}: a value that looks like a place to be filled in hid what stands in it. */
    @Test
    void whatStandsInAQuoteThatNothingClosesIsLookedAt() throws IOException {
        RedactionFuzz.fuzzerTestOneInput(Base64.getDecoder().decode("ADU1AB1dXe+/vV1dcFddOic="));
        assertThat(new Redaction().text("pw: ' <password>q7Secret77xx</password>"))
                .doesNotContain("q7Secret77xx");
        assertThat(new Redaction().text("pw: ', with password q7Secret77xx")).doesNotContain("q7Secret77xx");
    }

    /** Found by {@code .ci/fuzz}: the key was taken for the end of the value before it. */
    @Test
    void aKeyAtTheEndOfAValueHasAValueOfItsOwn() {
        assertThat(new Redaction().text("\"token=q8Other88xx Passwd:\"q7Secret77xx\" "))
                .doesNotContain("q7Secret77xx")
                .doesNotContain("q8Other88xx");
        assertThat(new Redaction().text("\"token=\ufffd Passwd:\"q7Secret77xx\" "))
                .doesNotContain("q7Secret77xx");
        assertThat(new Redaction().text("'password=x api_key='q7Secret77xx' ")).doesNotContain("q7Secret77xx");
    }

    /** Found by {@code .ci/fuzz}: the option was taken for the value of the word before it. */
    @Test
    void anOptionBehindAKeyHasAValueOfItsOwn() {
        assertThat(new Redaction().text("PassRw: --password q7Secret77xx")).doesNotContain("q7Secret77xx");
        assertThat(new Redaction().text("password: --auth-token=q7Secret77xx")).doesNotContain("q7Secret77xx");
        assertThat(new Redaction().text("password: --q7Secret77xx")).doesNotContain("q7Secret77xx");
    }

    /** Found by {@code .ci/fuzz}: the line that closes a quote of lines before it was passed over. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "_PASSWORD='~%\nDB_PASSWORD='q7Secret77xx'\n",
                "PASSWORD='one\ntwo' API_TOKEN=q7Secret77xx\n",
                "password: \"one\ntwo\", token: \"q7Secret77xx\"\n",
                "password = \"\"\"one\ntwo\"\"\"\nsecret = \"\"\"\nthree\"\"\"; token = \"q7Secret77xx\"\n",
                "PASSWORD='one\ntwo' API_TOKEN='q7Secret77xx\nq7Secret77xx'\n",
            })
    void theLineThatClosesAQuoteOfLinesBeforeItIsLookedAt(String text) {
        assertThat(new Redaction().text(text)).doesNotContain("q7Secret77xx").endsWith("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token(“ ",
                "token(“\"",
                "key=“ ",
                "with password “ ",
                "bearer “ ",
                "password='x\\\" ",
                "token(",
                "password:"
            })
    void whatNothingEndsCostsNoMoreInALongLine(String again) throws IOException {
        byte[] unit = again.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(new byte[] {60, 0, 0, 0, 1, (byte) unit.length});
        input.writeBytes(unit);

        RedactionFuzz.fuzzerTestOneInput(input.toByteArray());
    }

    @Test
    @Timeout(100)
    void headersWithoutAValueCostNoMoreInALongLine() {
        assertThat(new Redaction().text("Cookie: ".repeat(200_000))).startsWith("Cookie: ");
    }
}
