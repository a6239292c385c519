package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.findings.Basis;
import ergodiag.findings.Finding;
import ergodiag.findings.Measure;
import ergodiag.findings.Prose;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GravestFindingsTest {
    private final GravestFindings found = new GravestFindings();

    @Test
    void asManyAsCanBeReadAreKeptInTheOrderInWhichTheyWereFound() {
        IntStream.range(0, GravestFindings.MOST).forEach(i -> found.add(finding("ED0701", i)));

        assertThat(found.kept())
                .extracting(finding -> finding.basis().numbers().get(0).value())
                .hasSize(GravestFindings.MOST)
                .isSorted();
        assertThat(found.left()).isEmpty();
    }

    @Test
    void ofMoreTheGravestAreKeptAndTheOthersCounted() {
        found.add(finding("ED0702", 1));
        IntStream.range(0, 7 * GravestFindings.MOST).forEach(i -> found.add(finding("ED0701", i)));

        assertThat(found.kept())
                .filteredOn(finding -> finding.code().equals("ED0701"))
                .hasSize(GravestFindings.MOST)
                .allMatch(finding -> finding.basis().numbers().get(0).value() >= 6 * GravestFindings.MOST);
        assertThat(found.kept())
                .filteredOn(finding -> finding.code().equals("ED0702"))
                .hasSize(1);
        assertThat(found.left()).hasSize(1).allSatisfy((alike, times) -> {
            assertThat(alike.get(0)).isEqualTo("ED0701");
            assertThat(times).isEqualTo(6 * GravestFindings.MOST);
        });
    }

    @Test
    void thoseThatAreCountedBelongToTheGroupOfTheirLike() {
        IntStream.range(0, 3 * GravestFindings.MOST).forEach(i -> found.add(finding("ED0701", i)));

        List<Finding> grouped = FindingGroups.of(found.kept(), found.left());

        assertThat(grouped).singleElement().satisfies(one -> {
            assertThat(one.basis().numbers().get(0))
                    .isEqualTo(new Measure("found alike", 3 * GravestFindings.MOST, "processes"));
            assertThat(one.also()).hasSize(GravestFindings.MOST - 1);
            assertThat(one.prose().sentence()).contains("1,499 more like it", "and 1,496 others");
        });
    }

    private static Finding finding(String code, int number) {
        return new Finding(
                code,
                7,
                Severity.WARNING,
                code + "-" + number,
                Optional.empty(),
                Subject.process(Subject.Kind.PROCESS, "a@h", "<A.0." + number + ">", "", "main.Worker", ""),
                new Prose("", "It is a zombie.", "", "", "", ""),
                new Basis(List.of(new Measure("for", number, "s")), List.of()));
    }
}
