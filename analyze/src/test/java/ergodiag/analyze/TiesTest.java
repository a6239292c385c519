package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TiesTest {
    private static final Subject WRITER = Subject.process("process", "a@h", "<A.0.1>", "writer", "app.Writer", "app");

    @Test
    void aBlockedProcessExplainsThatItsGoroutineStandsStill() {
        List<Finding> tied = Ties.tie(List.of(
                finding("ED1001", Severity.WARNING, WRITER, "writer stands still"),
                finding("ED0201", Severity.CRITICAL, WRITER, "writer takes nothing")));

        assertThat(tied).extracting(Finding::code).containsExactly("ED0201", "ED1001");
        assertThat(tied.get(0).explains()).containsExactly(tied.get(1).id());
        assertThat(tied.get(1).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void anotherProcessIsNotExplained() {
        Subject other = Subject.process("process", "a@h", "<A.0.2>", "reader", "app.Reader", "app");
        List<Finding> tied = Ties.tie(List.of(
                finding("ED0201", Severity.CRITICAL, WRITER, "writer takes nothing"),
                finding("ED1001", Severity.WARNING, other, "reader stands still")));

        assertThat(tied).noneMatch(finding -> finding.severity() == Severity.INFO);
    }

    @Test
    void aNodeThatIsGoneExplainsItsLinks() {
        List<Finding> tied = Ties.tie(List.of(
                finding("ED0803", Severity.WARNING, Subject.link("a@h", "b@h"), "one-sided"),
                finding("ED0101", Severity.CRITICAL, Subject.node("b@h"), "b@h is gone")));

        assertThat(tied.get(0).code()).isEqualTo("ED0101");
        assertThat(tied.get(0).explains()).hasSize(1);
    }

    @Test
    void aRestartLoopExplainsTheErrorsOfItsNodeButNotOfAnother() {
        Subject feed = Subject.process("process", "a@h", "<A.0.9>", "feed", "app.Feed", "app");
        List<Finding> tied = Ties.tie(List.of(
                finding("ED0601", Severity.WARNING, feed, "feed dies and comes back"),
                finding("ED0105", Severity.WARNING, Subject.node("a@h"), "errors"),
                finding("ED0105", Severity.WARNING, Subject.node("b@h"), "errors")));

        assertThat(tied)
                .filteredOn(finding -> finding.severity() == Severity.INFO)
                .extracting(finding -> finding.subject().node())
                .containsExactly("a@h");
    }

    @Test
    void twoFindingsNeverExplainEachOther() {
        List<Finding> tied = Ties.tie(List.of(
                finding("ED0601", Severity.WARNING, WRITER, "loop"),
                finding("ED0602", Severity.WARNING, WRITER, "near its limit")));

        assertThat(tied)
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .hasSize(1);
    }

    @Test
    void whatTheCauseNamesIsFoldedEvenWhenTheEffectIsWorse() {
        Subject pool = Subject.process("pool", "a@h", "<A.0.5>", "checks", "app.Pool", "app");
        Subject worker = Subject.process("process", "a@h", "<A.0.6>", "", "app.Worker", "app");
        List<Finding> tied = Ties.tie(List.of(
                finding("ED0207", Severity.CRITICAL, pool, "Pool checks drops messages: 3 app.Worker take nothing"),
                finding("ED0201", Severity.CRITICAL, worker, "app.Worker <A.0.6> takes nothing")));

        assertThat(tied.get(0).code()).isEqualTo("ED0207");
        assertThat(tied.get(1).severity()).isEqualTo(Severity.INFO);
    }

    private static Finding finding(String code, Severity severity, Subject subject, String sentence) {
        return new Finding(
                code,
                Integer.parseInt(code.substring(2, 4)),
                severity,
                sentence,
                Optional.empty(),
                subject,
                List.of(),
                List.of(),
                List.of(),
                code + "-" + subject.node() + subject.pid(),
                "",
                "",
                "");
    }
}
