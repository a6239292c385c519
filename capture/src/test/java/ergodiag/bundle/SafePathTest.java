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
    void aPartIsAsLongAsItMayBeAndNoLonger() {
        String just = "n".repeat(SafePath.LONGEST_PART);
        assertThat(SafePath.part(just)).isEqualTo(just);
        assertThat(SafePath.part(just + "n"))
                .hasSize(SafePath.LONGEST_PART)
                .startsWith("_nnn")
                .isNotEqualTo(SafePath.part(just + "nn"));
        assertThat(SafePath.part("ü".repeat(SafePath.LONGEST_PART))).hasSize(SafePath.LONGEST_PART);
    }

    @Test
    void ofAFilesWordsTheLongestIsCutAndTheOthersAreNot() {
        assertThat(SafePath.file("event_info", List.of("ticks"), ".001.json")).isEqualTo("event_info.ticks.001.json");
        String event = "e".repeat(37);
        assertThat(SafePath.file("event_info", List.of(event), ".001.json"))
                .isEqualTo("event_info." + event + ".001.json")
                .hasSize(SafePath.LONGEST_FILE);
        assertThat(SafePath.file("event_info", List.of(event + "e"), ".001.json"))
                .hasSize(SafePath.LONGEST_FILE)
                .matches("event_info\\._e+_[0-9a-f]{8}\\.001\\.json");
        assertThat(SafePath.file("pprof_goroutines", List.of("labels", "<1B30E9C5.0.1050>"), ".001.txt"))
                .isEqualTo("pprof_goroutines.labels._1B30E9C5.0.1050_.001.txt");
        assertThat(SafePath.file("registrar_resolve_app", List.of("a".repeat(300), "entry-2"), ".001.json"))
                .hasSize(SafePath.LONGEST_FILE)
                .matches("registrar_resolve_app\\._a+_[0-9a-f]{8}\\.entry-2\\.001\\.json");
        assertThat(SafePath.file("event_info", List.of("a".repeat(300), "b".repeat(300)), ".001.json"))
                .hasSizeLessThanOrEqualTo(SafePath.LONGEST_FILE);
        assertThat(SafePath.file("node_info", List.of(), ".001.json")).isEqualTo("node_info.001.json");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.log, gateway.log",
        "my gateway.log, _my_gateway_[0-9a-f]{8}\\.log",
        "con.log, _con_[0-9a-f]{8}\\.log",
        ".log, __log_[0-9a-f]{8}",
        "a.b c, _a.b_c_[0-9a-f]{8}"
    })
    void aUsersFileKeepsItsEnd(String name, String kept) {
        assertThat(SafePath.file(name)).matches(kept);
    }

    @Test
    void aUsersFileOfALongNameKeepsItsEndToo() {
        assertThat(SafePath.file("g".repeat(200) + ".log"))
                .hasSize(SafePath.LONGEST_FILE)
                .endsWith(".log")
                .isNotEqualTo(SafePath.file("g".repeat(201) + ".log"));
    }

    @Test
    void aRootOfALongNameKeepsItsBeginningAndItsTime() {
        String captured = "ergodiag-shop-20261123T201500Z";
        assertThat(SafePath.root(captured)).isEqualTo(captured);
        String excerpt = "ergodiag-" + "s".repeat(SafePath.LONGEST_LABEL) + "-20261123T201500Z-evidence";
        assertThat(SafePath.root(excerpt))
                .hasSize(SafePath.LONGEST_ROOT)
                .matches("ergodiag-s+_[0-9a-f]{8}_20261123T201500Z-evidence");
    }

    @Test
    void aMarkMakesNoNameLongerThanItMayBe() {
        assertThat(SafePath.marked("Node@host", false)).matches("Node@host_[0-9a-f]{8}");
        assertThat(SafePath.marked("event_info.Tick.001.json", true))
                .matches("event_info\\.Tick\\.001_[0-9a-f]{8}\\.json");
        assertThat(SafePath.marked("n".repeat(SafePath.LONGEST_PART), false)).hasSize(SafePath.LONGEST_PART);
        assertThat(SafePath.marked("f".repeat(SafePath.LONGEST_FILE - 5) + ".json", true))
                .hasSize(SafePath.LONGEST_FILE)
                .endsWith(".json");
    }
}
