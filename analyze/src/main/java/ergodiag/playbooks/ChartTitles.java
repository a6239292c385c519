package ergodiag.playbooks;

import ergodiag.findings.Chart;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Titles of charts that say what is to be seen: the finding a chart shows, or that there is none; the mere topic where it cannot be told. */
final class ChartTitles {
    /**
     * What a chart can show.
     *
     * @param calm title when nothing was found and all was seen
     * @param codes the findings it shows
     */
    private record Answer(String calm, List<String> codes) {}

    private static final Map<String, Answer> ANSWERS = Map.of(
            "errors-logged", new Answer("No node logs errors or panics", List.of("ED0105", "ED0106")),
            "mailboxes",
                    new Answer(
                            "No mailbox fills",
                            List.of("ED0201", "ED0203", "ED0202", "ED0204", "ED0205", "ED0207", "ED0209")),
            "cpu-by-kind", new Answer("No function keeps a core busy", List.of("ED0301", "ED0302", "ED0303", "ED0304")),
            "cpu-over-time", new Answer("No node is short of cores", List.of("ED0304", "ED0305")),
            "heap", new Answer("No node's heap keeps growing", List.of("ED0401", "ED0402", "ED0403", "ED0404")),
            "processes", new Answer("Processes pile up nowhere", List.of("ED0501")),
            "terminations", new Answer("Nothing dies and comes back", List.of("ED0601", "ED0602", "ED0603", "ED0605")),
            "links", new Answer("Both ends of every link agree", List.of("ED0801", "ED0803", "ED0802", "ED0804")),
            "event-rates",
                    new Answer(
                            "No event is published or awaited in vain",
                            List.of("ED0901", "ED0902", "ED0903", "ED0904")),
            "goroutine-counts", new Answer("No node's goroutines pile up", List.of("ED1003", "ED0405")));

    private ChartTitles() {}

    static Chart of(Chart chart, List<Verdict> verdicts, List<Finding> findings) {
        Answer answer = ANSWERS.get(chart.id());
        if (answer == null) {
            return chart;
        }
        Optional<Finding> shown = findings.stream()
                .filter(finding -> answer.codes().contains(finding.code()))
                .min(Comparator.comparing(Finding::severity, Comparator.<Severity>reverseOrder())
                        .thenComparing(finding -> answer.codes().indexOf(finding.code())));
        if (shown.isPresent()) {
            return chart.answering(shown.get().title(), shown.get().code());
        }
        boolean allSeen = verdicts.stream()
                .anyMatch(verdict -> verdict.playbook() == chart.playbook()
                        && verdict.state() != Verdict.State.BROKEN
                        && verdict.gaps().isEmpty());
        return allSeen ? chart.answering(answer.calm(), "") : chart;
    }
}
