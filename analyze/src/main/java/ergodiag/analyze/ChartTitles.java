package ergodiag.analyze;

import ergodiag.analyze.Card.ChartTitle;
import ergodiag.findings.Chart;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Titles of charts that say what is to be seen, as the cards of the playbooks have it: the finding a chart shows, or that there is none; the
 * mere topic where it cannot be told.
 *
 * @param titles what charts can be called
 * @param verdicts whether all was seen
 * @param findings what was found
 */
record ChartTitles(List<ChartTitle> titles, List<Verdict> verdicts, List<Finding> findings) {

    /** The chart under the title that it deserves. */
    Chart title(Chart chart) {
        return titles.stream()
                .filter(title -> title.chart().equals(chart.id()))
                .findFirst()
                .map(title -> title(chart, title))
                .orElse(chart);
    }

    private Chart title(Chart chart, ChartTitle title) {
        Optional<Finding> shown = findings.stream()
                .filter(finding -> title.codes().contains(finding.code()))
                .min(Comparator.comparing(Finding::severity, Comparator.<Severity>reverseOrder())
                        .thenComparing(finding -> title.codes().indexOf(finding.code())));
        if (shown.isPresent()) {
            return chart.answering(shown.get().prose().title(), shown.get().code());
        }
        boolean allSeen = verdicts.stream()
                .anyMatch(verdict -> verdict.playbook() == chart.playbook()
                        && verdict.state() != Verdict.State.BROKEN
                        && verdict.gaps().isEmpty());
        return allSeen ? chart.answering(title.calm(), "") : chart;
    }
}
