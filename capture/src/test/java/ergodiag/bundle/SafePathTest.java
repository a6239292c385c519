package ergodiag.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePathTest {
    @ParameterizedTest
    @CsvSource({
        "node1@localhost, node1@localhost",
        "<1B30E9C5.0.1050>, _1B30E9C5.0.1050_",
        "trading_app, trading_app",
        "a.b-c+d, a.b-c+d"
    })
    void ordinaryNamesStayAsTheRecordingsHaveThem(String text, String part) {
        assertThat(SafePath.part(text)).isEqualTo(part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x",
                "a/b",
                "a\\b",
                "C:",
                "con",
                "NUL",
                "aux.txt",
                "com1.localhost",
                ".hidden",
                "end.",
                "blank ",
                "tab\tline\n",
                "ünïcode",
                "日本",
                "🙂",
                "Alias#<1B30E9C5.211984.25515.0>",
                "a\0b",
                "a'b\"c<d>e|f?g*h",
                "%2e%2e"
            })
    void everyOtherNameBecomesOneSafePart(String text) {
        String part = SafePath.part(text);
        assertThat(part).matches("[A-Za-z0-9._@+-]{1,100}").isNotEqualTo(text);
        assertThat(SafePath.writable("nodes/" + part + "/x.json")).isNotEmpty();
        assertThat(SafePath.part(text)).isEqualTo(part);
    }

    @Test
    void differentNamesStayDifferent() {
        List<String> names =
                List.of("a/b", "a\\b", "a:b", "a b", "a_b", "x".repeat(200), "x".repeat(201), "ä", "ö", "con", "_con");
        assertThat(names.stream()
                        .map(SafePath::part)
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .distinct())
                .hasSameSizeAs(names);
    }

    @Test
    void aPartIsShortEnoughForWindows() {
        assertThat(SafePath.part("n".repeat(5000))).hasSizeLessThan(100);
    }
}
