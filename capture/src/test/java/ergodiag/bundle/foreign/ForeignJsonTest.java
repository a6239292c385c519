package ergodiag.bundle.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

class ForeignJsonTest {
    @ParameterizedTest
    @MethodSource("oddNumbers")
    void aNumberThatNothingCanHaveIsTheTextThatStandsThere(String odd) {
        JsonNode root = read("{\"before\":[1],\"odd\":" + odd + ",\"list\":[" + odd + ",2],\"behind\":3}");
        assertThat(root.path("odd").isNumber()).isFalse();
        assertThat(root.path("odd").asString()).isEqualTo(odd);
        assertThat(root.path("list").path(0).isString()).isTrue();
        assertThat(root.path("list").path(1).asInt()).isEqualTo(2);
        assertThat(root.path("behind").asInt()).isEqualTo(3);
        assertThat(Plausible.whole(read(odd))).isEmpty();
        assertThat(Plausible.amount(read(odd))).isEmpty();
        assertThat(map("{\"odd\":" + odd + "}")).containsEntry("odd", odd);
    }

    static Stream<String> oddNumbers() {
        return Stream.of(
                "1" + "0".repeat(309),
                "9".repeat(10_000),
                "-" + "9".repeat(10_000),
                "9".repeat(1_500_000),
                "18446744073709551616",
                "-9223372036854775809",
                "1e999",
                "-1e999",
                "1E+400",
                "1e999999999",
                "1e99999999999999999999",
                "1e-999999999",
                "-1e-400",
                "0.5e-99999",
                "1." + "0".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberStaysTheNumberItIs(String written, double value) {
        assertThat(read(written).isNumber()).isTrue();
        assertThat(read(written).asDouble()).isEqualTo(value);
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                Arguments.of("0", 0.0),
                Arguments.of("-0", 0.0),
                Arguments.of("0.0e9", 0.0),
                Arguments.of("0e-5", 0.0),
                Arguments.of("7.5", 7.5),
                Arguments.of("-7", -7.0),
                Arguments.of("1e308", 1e308),
                Arguments.of("4.9e-324", 4.9e-324),
                Arguments.of("18446744073709551615", 18446744073709551615.0),
                Arguments.of("-9223372036854775808", -9223372036854775808.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "0.1e1", "1", "1e0", "10e-1"})
    void aWholeNumberIsOneHoweverItIsWritten(String written) {
        assertThat(Plausible.count(read(written))).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7.5",
                "-7",
                "-1e308",
                "1e308",
                "\"7\"",
                "true",
                "null",
                "{}",
                "[7]",
                "9223372036854775808",
                "1e19"
            })
    void whatIsNoWholeNumberCountsNothing(String written) {
        assertThat(Plausible.count(read(written))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "007", "0x7", ".5", "1e", "--1"})
    void whatIsNoJsonIsNone(String written) {
        assertThatThrownBy(() -> read("{\"a\":" + written + "}")).isInstanceOf(JacksonException.class);
    }

    @Test
    void halfACharacterIsReplacedInValuesAndInNames() {
        JsonNode root = read("{\"a\\ud800b\":\"\\udc00x\\ud83d\\ude00\\ud800\"}");
        assertThat(root.propertyNames()).containsExactly("a\ufffdb");
        assertThat(root.path("a\ufffdb").asString()).isEqualTo("\ufffdx\ud83d\ude00\ufffd");
        assertThat(map("{\"a\\ud800b\":\"\\udc00\"}")).containsEntry("a\ufffdb", "\ufffd");
    }

    @ParameterizedTest
    @MethodSource("halves")
    void halfACharacterIsReplacedWhereverABufferEnds(String written, String read) {
        for (int before = 8_170; before < 8_200; before++) {
            String blanks = " ".repeat(before);
            assertThat(read(blanks + "[\"" + written + "\"]").path(0).asString())
                    .as("%d", before)
                    .isEqualTo(read);
        }
        assertThat(map("{\"" + written + "\":1}")).containsOnlyKeys(read);
    }

    static Stream<Arguments> halves() {
        return Stream.of(
                Arguments.of("\\ud800", "\ufffd"),
                Arguments.of("\\uD800\\ud800\\uDC00", "\ufffd\ud800\udc00"),
                Arguments.of("\\ud83d\\ude00", "\ud83d\ude00"),
                Arguments.of("\\\\ud800", "\\ud800"),
                Arguments.of("\\\\\\ud800\\n", "\\\ufffd\n"),
                Arguments.of("\\udc00\\ud800x", "\ufffd\ufffdx"),
                Arguments.of("\\ud800\\\"", "\ufffd\""),
                Arguments.of("\\u0041\\ud7ff\\ue000", "A\ud7ff\ue000"));
    }

    @Test
    void bytesThatAreNoTextAreReplacedWhereTheyStand() {
        byte[] bytes = "{\"a\":\"x@y\",\"b\":1}".getBytes(StandardCharsets.ISO_8859_1);
        bytes[7] = (byte) 0xff;
        JsonNode root = ForeignJson.mapper().readTree(bytes);
        assertThat(root.path("a").asString()).isEqualTo("x\ufffdy");
        assertThat(ForeignJson.mapper().readTree(new ByteArrayInputStream(bytes)))
                .isEqualTo(root);
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(ForeignJson.mapper()
                        .readTree("\ufeff[1]".getBytes(StandardCharsets.UTF_8))
                        .size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59Z",
                "9999-12-31T23:59:59Z",
                "0001-01-01T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "now",
                "",
                "2200-01-01T00:00:00Z"
            })
    void aTimeOfAnotherAgeIsNone(String text) {
        assertThat(Plausible.time(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1e5", "0x10", "1d", "", " 1", "9999999999999999999"})
    void aTextThatIsNoPlainNumberIsNone(String text) {
        assertThat(Plausible.decimal(text)).isEmpty();
    }

    private static Map<String, Object> map(String text) {
        return ForeignJson.mapper().readValue(text, new TypeReference<Map<String, Object>>() {});
    }

    private static JsonNode read(String text) {
        return ForeignJson.mapper().readTree(text);
    }
}
