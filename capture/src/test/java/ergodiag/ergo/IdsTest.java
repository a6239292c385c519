package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void theChecksumIsThatOfTheFramework() {
        assertThat(Ids.checksum("node1@localhost")).isEqualTo("1B30E9C5");
        assertThat(Ids.checksum("node2@localhost")).isEqualTo("08151198");
    }

    @ParameterizedTest
    @CsvSource({
        "<1B30E9C5.0.1041>,                     node1@localhost:1041.1795809671",
        "<1B30E9C5.2.7>,                        node1@localhost:8589934599.1795809671",
        "Alias#<1B30E9C5.154606.25515.0>,       node1@localhost:154606.25515.0.1795809671",
        "Ref#<1B30E9C5.154606.25515.0>,         node1@localhost:154606.25515.0.1795809671",
        "Event#<1B30E9C5:market_ticks>,         node1@localhost:market_ticks",
        "Event#<1B30E9C5:a:b>,                  node1@localhost:a:b",
        "<1B30E9C5.0.1041>,                     <1B30E9C5.0.1041>",
        "node1@localhost:1041.1795809671,       node1@localhost:1041.1795809671"
    })
    void bothFormsAreTheSame(String one, String other) {
        assertThat(Ids.same(one, other)).isTrue();
        assertThat(Ids.same(other, one)).isTrue();
    }

    @Test
    void aProcessByItsNameIsANameInBothForms() {
        assertThat(Ids.same("<1B30E9C5:'storage'>", "node1@localhost:storage")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "<1B30E9C5.0.1041>,                node1@localhost:1042.1795809671",
        "<1B30E9C5.0.1041>,                node2@localhost:1041.1795809671",
        "<1B30E9C5.0.1041>,                Event#<1B30E9C5:1041>",
        "node1@localhost:1041.1795809671,  node1@localhost:1041.1795809999",
        "Alias#<1B30E9C5.1.2.3>,           node1@localhost:1.2.4.1795809671",
        "market_ticks,                     node1@localhost:market_ticks"
    })
    void anythingElseIsAnother(String one, String other) {
        assertThat(Ids.same(one, other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "main.worker",
                "<1B30E9C5>",
                "<1b30e9c5.0.1>",
                "<1B30E9C5.0.1",
                "<1B30E9C5.0.99999999999>",
                "<1B30E9C5.1.2.3.4.5>",
                "node1@localhost",
                "localhost:1041.1795809671"
            })
    void otherTextsAreNoIds(String text) {
        assertThat(Ids.of(text)).isEmpty();
    }

    @Test
    void aProcessHasANumberAndWhereItIsToldACreation() {
        Ids.Id now = Ids.of("node1@localhost:1041.1795809671").orElseThrow();
        assertThat(now.kind()).isEqualTo(Ids.Kind.PROCESS);
        assertThat(now.checksum()).isEqualTo("1B30E9C5");
        assertThat(now.number()).hasValue(1041);
        assertThat(now.creation()).hasValue(1795809671L);
        assertThat(Ids.of("<1B30E9C5.0.1041>").orElseThrow().creation()).isEmpty();
        assertThat(Ids.of("node1@localhost:ticks").orElseThrow().number()).isEmpty();
    }

    @Test
    void theOlderFormPrintsTheHalvesOfTheNumber() {
        assertThat(Ids.shortForm("node1@localhost", 1041)).isEqualTo("<1B30E9C5.0.1041>");
        assertThat(Ids.shortForm("node1@localhost", (2L << 32) + 7)).isEqualTo("<1B30E9C5.2.7>");
    }
}
