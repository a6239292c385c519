package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Evidence;
import ergodiag.findings.Basis;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Finding;
import ergodiag.findings.Measure;
import ergodiag.findings.Prose;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingGroupsTest {
    @Test
    void fortyProcessesBlockedAtTheSameLineAreOneFindingThatNamesThemAll() {
        List<Finding> found = FindingGroups.of(blocked(40));

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.subject().pid()).isEqualTo("<A.0.40>");
            assertThat(finding.subjects()).hasSize(40);
            assertThat(finding.prose().sentence())
                    .endsWith("The same goes for 39 more like it: <A.0.39>, <A.0.38>, <A.0.37> and 36 others.");
            assertThat(finding.basis().numbers().get(0)).isEqualTo(new Measure("found alike", 40, "processes"));
            assertThat(finding.also())
                    .allMatch(other -> other.basis().evidence().size() == 1);
            assertThat(finding.basis().evidence()).hasSize(40);
            assertThat(finding.since()).contains(Instant.EPOCH.plusSeconds(1));
        });
    }

    @Test
    void twoOrAnotherPlaceStayApart() {
        List<Finding> found = Stream.concat(blocked(2).stream(), Stream.of(blocked(7, "app.otherPlace")))
                .toList();

        assertThat(FindingGroups.of(found))
                .hasSize(3)
                .allMatch(finding -> finding.also().isEmpty());
    }

    @Test
    void theSameErrorOnThirtyNodesIsOneFinding() {
        List<Finding> found = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> finding(
                        "ED0105",
                        Severity.WARNING,
                        Subject.node("n" + i + "@h"),
                        "n" + i + "@h logged " + 10 * i + " errors.",
                        i))
                .toList();

        assertThat(FindingGroups.of(found)).singleElement().satisfies(finding -> {
            assertThat(finding.subject().node()).isEqualTo("n30@h");
            assertThat(finding.isAbout("n7@h")).isTrue();
        });
    }

    @Test
    void symptomsOfGroupedCausesAreGroupedUnderThem() {
        List<Finding> found = Stream.concat(
                        blocked(5).stream()
                                .map(cause -> cause.explaining(
                                        List.of("ED1001-" + cause.subject().pid()))),
                        IntStream.rangeClosed(1, 5)
                                .mapToObj(i -> finding("ED1001", Severity.INFO, process(i, "app.wait"), "stands", i)))
                .toList();

        List<Finding> grouped = FindingGroups.of(found);

        assertThat(grouped).extracting(Finding::code).containsExactly("ED0201", "ED1001");
        assertThat(grouped.get(0).explains()).containsExactly(grouped.get(1).id());
    }

    @Test
    void linksAreGroupedByTheEndTheyShare() {
        List<Finding> found = Stream.of("a", "b", "c", "d")
                .map(end -> finding("ED0808", Severity.WARNING, Subject.link(end + "@h", "slow@h"), "slow", 1))
                .toList();

        assertThat(FindingGroups.of(found))
                .singleElement()
                .satisfies(finding -> assertThat(finding.also()).hasSize(3));
    }

    @Test
    void theTableHasEverySubjectWithItsNumbers() {
        List<Table> tables = GroupTables.of(FindingGroups.of(blocked(4)));

        assertThat(tables).singleElement().satisfies(table -> {
            assertThat(table.rows()).hasSize(4);
            assertThat(table.rows().get(0))
                    .containsExactly(
                            Cell.text("a@h"), Cell.text("app.Desk <A.0.4>"), Cell.text("app.wait"), Cell.number(4));
            assertThat(table.columns())
                    .containsExactly(
                            Column.text("Node"),
                            Column.text("Subject"),
                            Column.text("Stands in"),
                            Column.in("waits", "s"));
        });
    }

    private static List<Finding> blocked(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> blocked(i, "app.wait"))
                .toList();
    }

    private static Finding blocked(int number, String place) {
        return finding("ED0201", Severity.CRITICAL, process(number, place), "It takes nothing.", number);
    }

    private static Subject process(int number, String place) {
        return Subject.process(Subject.Kind.PROCESS, "a@h", "<A.0." + number + ">", "", "app.Desk", "app")
                .in(place);
    }

    private static Finding finding(String code, Severity severity, Subject subject, String sentence, int number) {
        return new Finding(
                code,
                Integer.parseInt(code.substring(2, 4)),
                severity,
                code + "-" + (subject.pid().isEmpty() ? subject.node() : subject.pid()),
                Optional.of(Instant.EPOCH.plusSeconds(number)),
                subject,
                Prose.of(sentence),
                new Basis(
                        List.of(new Measure("waits", number, "s")),
                        List.of(Evidence.line("nodes/a/log.jsonl", number, "line " + number))));
    }
}
