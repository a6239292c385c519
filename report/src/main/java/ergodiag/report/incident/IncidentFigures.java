package ergodiag.report.incident;

import ergodiag.findings.Chart;
import ergodiag.findings.Findings;
import ergodiag.incident.Happening.Kind;
import ergodiag.incident.Incident;
import ergodiag.incident.NodeLife;
import ergodiag.report.Page.Figure;
import ergodiag.report.Page.Sheet;
import ergodiag.report.ReportWords;
import ergodiag.report.chart.Drawing;
import ergodiag.report.chart.Frame;
import ergodiag.report.chart.Frame.Mark;
import ergodiag.report.chart.Letters;
import ergodiag.report.chart.Medium;
import ergodiag.report.chart.TimeScale;
import ergodiag.report.chart.TimeScale.Stretch;
import ergodiag.report.chart.TimelineChart;
import ergodiag.report.chart.TimelineChart.Sign;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The drawings of an incident's page: lines over all captures, and what happened when. */
final class IncidentFigures {
    private final Incident incident;
    private final Medium medium;
    private final ZoneId zone;
    private final int mostCharts;
    private final boolean drawn;
    private final List<Stretch> watched;

    /** @param drawn whether the medium shows drawings at all */
    IncidentFigures(Incident incident, Medium medium, ZoneId zone, int mostCharts, boolean drawn) {
        this.incident = incident;
        this.medium = medium;
        this.zone = zone;
        this.mostCharts = mostCharts;
        this.drawn = drawn && Letters.missing().isEmpty();
        this.watched = watched();
    }

    private List<Stretch> watched() {
        List<Stretch> all = new ArrayList<>();
        for (Findings capture : incident.captures()) {
            Instant from = capture.bundle().started();
            Instant until = capture.bundle().finished();
            int last = all.size() - 1;
            if (last >= 0 && !from.isAfter(all.get(last).until())) {
                Instant end = until.isAfter(all.get(last).until())
                        ? until
                        : all.get(last).until();
                all.set(last, new Stretch(all.get(last).from(), end));
            } else {
                all.add(new Stretch(from, until));
            }
        }
        return List.copyOf(all);
    }

    private Frame frame(Chart chart) {
        boolean within = chart.series().stream()
                        .flatMap(series -> series.times().stream())
                        .allMatch(at -> watched.stream()
                                .anyMatch(one -> !at.isBefore(one.from().minusSeconds(60))
                                        && !at.isAfter(one.until().plusSeconds(60))))
                || watched.size() > 1 && isOfCaptures(chart);
        List<Mark> marks = new ArrayList<>();
        if (!within) {
            watched.forEach(one -> marks.add(new Mark("captures", one.from(), one.until())));
        }
        return new Frame(
                medium,
                true,
                false,
                incident.nodes().stream().map(NodeLife::name).toList(),
                marks,
                new TimeScale(zone, within ? watched : List.of()));
    }

    private boolean isOfCaptures(Chart chart) {
        return incident.captures().stream()
                .flatMap(capture -> capture.charts().stream())
                .anyMatch(one -> one.id().equals(chart.id()));
    }

    List<Figure> figures() {
        if (!drawn) {
            return List.of();
        }
        return incident.charts().stream()
                .filter(Drawing::hasValues)
                .limit(mostCharts)
                .map(this::figure)
                .toList();
    }

    private Figure figure(Chart chart) {
        String anchor = "c-" + ReportWords.slug(chart.id());
        try {
            return new Figure(
                    anchor,
                    chart.title(),
                    chart.topic(),
                    Drawing.of(chart, frame(chart)),
                    ReportWords.sentence(chart.caption()),
                    "",
                    Sheet.NONE);
        } catch (RuntimeException e) {
            String failure = Drawing.failed(e);
            return new Figure(anchor, chart.title(), chart.topic(), Drawing.NONE, "", failure, Sheet.NONE);
        }
    }

    List<Figure> happenings() {
        if (!drawn) {
            return List.of();
        }
        Instant until = incident.until();
        Duration before = Duration.between(incident.from(), until).dividedBy(4);
        List<Sign> signs = incident.moments().stream()
                .filter(moment -> moment.kind() != Kind.CAPTURE)
                .filter(moment -> !moment.at().isBefore(incident.from().minus(before))
                        && !moment.at().isAfter(until.plus(before)))
                .map(moment -> new Sign(
                        moment.at(),
                        KindWords.lane(moment),
                        KindWords.of(moment.kind()),
                        moment.kind().ordinal(),
                        moment.kind() == Kind.FAULT))
                .toList();
        List<String> lanes = Stream.concat(
                        Stream.of("people", "alerts"), incident.nodes().stream().map(NodeLife::name))
                .toList();
        Instant first = signs.stream().map(Sign::at).min(Instant::compareTo).orElse(incident.from());
        Instant last = signs.stream().map(Sign::at).max(Instant::compareTo).orElse(until);
        String title = "What happened when";
        String caption = "Bands are times that no capture saw. The list below says more of each sign.";
        return TimelineChart.of(
                        signs,
                        first.isBefore(incident.from()) ? first : incident.from(),
                        last.isAfter(until) ? last : until,
                        "incident-timeline",
                        new Frame(medium, true, false, lanes, List.of(), new TimeScale(zone, around(first, last))),
                        title + ". " + caption)
                .map(drawing -> new Figure("c-timeline", title, "", drawing, caption, "", Sheet.NONE))
                .stream()
                .toList();
    }

    /** What was watched, and what was told of before and after. */
    private List<Stretch> around(Instant first, Instant last) {
        if (watched.size() < 2) {
            return List.of();
        }
        List<Stretch> all = new ArrayList<>(watched);
        Stretch begin = all.get(0);
        if (first.isBefore(begin.from())) {
            all.set(0, new Stretch(first, begin.until()));
        }
        Stretch end = all.get(all.size() - 1);
        if (last.isAfter(end.until())) {
            all.set(all.size() - 1, new Stretch(end.from(), last));
        }
        return all;
    }
}
