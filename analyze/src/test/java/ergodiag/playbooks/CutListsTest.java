package ergodiag.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.bottleneck.Bottleneck;
import ergodiag.playbooks.events.EventSystem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that is cut supports "found", never "none". */
final class CutListsTest {
    @TempDir
    Path temp;

    @Test
    void noPlaybookThatReadsAListOfProcessesIsHealthyOnPartOfIt() {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> node.cut("process_list"))
                .judge();
        assertThat(findings.verdicts())
                .filteredOn(verdict -> List.of(2, 6).contains(verdict.playbook()))
                .allSatisfy(verdict -> {
                    assertThat(verdict.state()).as(verdict.name()).isEqualTo(Verdict.State.CANNOT_TELL);
                    assertThat(verdict.gaps()).anySatisfy(gap -> {
                        assertThat(gap.what()).isEqualTo("process_list");
                        assertThat(gap.fetchWith()).contains("capture");
                    });
                });
    }

    @Test
    void whatWouldListThemAllIsNamedWithTheirNumber() {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> node.cut("process_list").info("ProcessesTotal", s -> 50_000))
                .judge(new Bottleneck());
        assertThat(findings.verdicts().get(0).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).contains("(1 of 50,000)");
            assertThat(gap.fetchWith()).endsWith("--max-processes 100000");
        });
    }

    @Test
    void whatWaitsInThePartThatIsThereIsFoundAllTheSame() {
        Findings findings = TestBundles.in(temp)
                .node(
                        "a@host",
                        node -> node.cut("process_list")
                                .process(
                                        "<A.0.1050>",
                                        row -> row.set("MessagesIn", s -> 100 + s)
                                                .set("MessagesMailbox", s -> 50 + s)
                                                .set("State", "running")))
                .judge(new Bottleneck());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.FOUND);
    }

    @Test
    void eventsAreNotHealthyOnPartOfTheirList() {
        Findings findings = TestBundles.in(temp)
                .node("a@host", node -> node.cut("event_list"))
                .judge(new EventSystem());
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(findings.verdicts().get(0).gaps()).anyMatch(gap -> gap.what().equals("event_list"));
    }
}
