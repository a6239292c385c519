package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Finding;
import ergodiag.findings.Measure;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTextTest {
    private static final Subject TILL = process("<A.0.1>", "till").in("shop.pay");
    private static final Subject SHELF = process("<A.0.2>", "shelf").in("shop.pay");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{who} is late.; till on n1 is late.; {who} is late.",
                "See {node|the node}.; See n1.; See the node.",
                "See {peer|the other}.; See the other.; See the other.",
                "See {process|it}.; See till.; See it.",
                "Its name ({name|if any}).; Its name (till).; Its name (if any).",
                "See {function|its callback}.; See shop.pay.; See its callback.",
                "Ask {callee|whom it called}.; Ask book on n2.; Ask whom it called.",
                "Ask {parent|who starts it}.; Ask shop.Sup <A.0.9>.; Ask who starts it.",
                "The {family|processes}.; The shop.Order.; The processes.",
                "For {pace|long}.; For 1.5 s.; For long."
            })
    void isFilledInFromTheDataOfAFinding(String page, String filled, String plain) {
        Finding finding = examination()
                .finding("ED0203", Severity.WARNING, TILL)
                .relation(
                        new Relation(Kind.WAITS_FOR, "n2", "", "book", "shop.Book", ""),
                        new Relation(Kind.STARTED_BY, "n1", "<A.0.9>", "", "shop.Sup", ""),
                        Relation.behavior(Kind.PILES_UP, "n1", "shop.Order"))
                .number("time per message", 1.5, "s")
                .add();

        assertThat(new PageText(page).about(finding)).isEqualTo(filled);
        assertThat(new PageText(page).plain()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{nobody|it}", "{WHO}", "{who|a|b}", "{who", "{}", "{who|}", "} {"})
    void hasNoSlotThatNothingFillsIn(String page) {
        assertThatThrownBy(() -> new PageText(page)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysOfManyWhatIsTrueOfAll() {
        Finding group = about(TILL, "").speakingFor(List.of(about(SHELF, "")), "", new Measure("all", 2, "1"), "id");

        assertThat(new PageText("{who}: {process|it} stands in {function|its callback}.").about(group))
                .isEqualTo("till on n1 (and 1 more): it stands in shop.pay.");
    }

    @Test
    void advisesOtherwiseWhereAllAreOfThatAspect() {
        Advice advice = new Advice(new PageText("See."), Map.of("it computes", new PageText("Compute less.")));
        Finding computes = about(TILL, "it computes");
        Measure all = new Measure("all", 2, "1");

        assertThat(advice.about(about(TILL, ""))).isEqualTo("See.");
        assertThat(advice.about(computes)).isEqualTo("Compute less.");
        assertThat(advice.about(computes.speakingFor(List.of(about(SHELF, "it computes")), "", all, "id")))
                .isEqualTo("Compute less.");
        assertThat(advice.about(computes.speakingFor(List.of(about(SHELF, "")), "", all, "id")))
                .isEqualTo("See.");
        assertThat(advice.plain())
                .containsExactly(
                        Map.entry("What to do", "See."), Map.entry("What to do when it computes", "Compute less."));
    }

    private static Finding about(Subject subject, String aspect) {
        return examination()
                .finding("ED0202", Severity.WARNING, subject)
                .aspect(aspect)
                .add();
    }

    private static Subject process(String pid, String name) {
        return Subject.process(Subject.Kind.PROCESS, "n1", pid, name, "shop.Till", "shop");
    }

    private static Examination examination() {
        return new Examination(new Card(PlaybookName.values()[0], "", List.of()), Map.of());
    }
}
