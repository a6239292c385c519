package ergodiag.report;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.TimelineEntry.Kind;
import ergodiag.report.chart.Drawing;
import ergodiag.report.chart.Frame.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is marked in the charts over time: our own CPU profiles, restarts, nodes that fell silent, and when what a chart shows began. */
final class ChartAnnotations {
    /** More lines with names hide what they are to explain. */
    private static final int MOST = 4;

    private static final String PROFILE = "CPU profile by ergodiag";

    private static final Duration SAME = Duration.ofSeconds(2);

    private final Findings findings;
    private final List<Mark> bands;

    ChartAnnotations(Findings findings) {
        this.findings = findings;
        this.bands = findings.timeline().stream()
                .filter(entry -> !entry.length().isZero())
                .map(entry -> new Mark(PROFILE, entry.at(), entry.until()))
                .toList();
    }

    /** Our own profiles. */
    List<Mark> bands() {
        return bands;
    }

    /** What happened between the first and the last value of a chart. */
    List<Mark> of(Chart chart) {
        List<Instant> times = chart.series().stream()
                .map(ChartSeries::times)
                .flatMap(List::stream)
                .sorted()
                .toList();
        if (times.isEmpty()) {
            return List.of();
        }
        Instant first = times.get(0);
        Instant last = times.get(times.size() - 1);
        Stream<Mark> within = Stream.concat(
                bands.stream()
                        .filter(band ->
                                band.until().isAfter(first) && band.from().isBefore(last))
                        .map(band -> new Mark(band.name(), later(band.from(), first), earlier(band.until(), last))),
                apart(Stream.concat(beginnings(chart), happenings())
                                .filter(mark -> mark.from().isAfter(first)
                                        && mark.from().isBefore(last))
                                .toList())
                        .stream());
        return within.toList();
    }

    private Stream<Mark> beginnings(Chart chart) {
        return findings.findings().stream()
                .filter(finding -> finding.playbook() == chart.playbook() && finding.severity() != Severity.INFO)
                .flatMap(finding ->
                        finding.since().stream().map(since -> new Mark(finding.code() + " since", since, since)));
    }

    private Stream<Mark> happenings() {
        return findings.timeline().stream()
                .filter(entry -> entry.kind() == Kind.RESTART || entry.kind() == Kind.NODE)
                .map(entry -> new Mark(
                        (entry.kind() == Kind.RESTART ? "restart on " : "last answer of ") + entry.node(),
                        entry.at(),
                        entry.at()));
    }

    /** The first of those that would be drawn over each other, and not too many. */
    private static List<Mark> apart(List<Mark> marks) {
        List<Mark> apart = new ArrayList<>();
        for (Mark mark : marks.stream().sorted(Comparator.comparing(Mark::from)).toList()) {
            boolean clear = apart.stream()
                    .allMatch(other ->
                            Duration.between(other.from(), mark.from()).abs().compareTo(SAME) > 0);
            if (clear && apart.size() < MOST) {
                apart.add(mark);
            }
        }
        return apart;
    }

    /** What a chart says below, with what is marked in it. */
    String caption(Chart chart) {
        StringBuilder caption = new StringBuilder(ReportWords.sentence(chart.caption()));
        chart.levels().stream()
                .filter(level -> !Drawing.shows(level, chart))
                .forEach(level -> caption.append(" All lie far below the limit (")
                        .append(level.name())
                        .append(")."));
        return caption.toString();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
