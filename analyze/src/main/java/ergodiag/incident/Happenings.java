package ergodiag.incident;

import ergodiag.analyze.compare.Visibility;
import ergodiag.bundle.Evidence;
import ergodiag.findings.Cell;
import ergodiag.findings.Findings;
import ergodiag.findings.Numbers;
import ergodiag.findings.Table;
import ergodiag.findings.TimelineEntry;
import ergodiag.incident.Happening.Kind;
import ergodiag.incident.source.Event;
import ergodiag.incident.source.SourceReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One timeline over captures and other sources: what several captures tell of the same moment is told once. */
final class Happenings {
    /** Uptimes are whole seconds, and two captures measure clocks anew: what lies so near is the same. */
    private static final Duration NEAR = Duration.ofSeconds(5);

    private static final Comparator<Happening> ORDER = Comparator.comparing(Happening::at)
            .thenComparing(Happening::kind)
            .thenComparing(Happening::node)
            .thenComparing(Happening::text);

    private final List<Happening> all = new ArrayList<>();

    private Happenings() {}

    static List<Happening> of(List<Findings> captures, List<FindingLife> lives, List<SourceReading> sources) {
        Happenings moments = new Happenings();
        for (int i = 0; i < captures.size(); i++) {
            moments.captured(captures.get(i), i + 1);
        }
        moments.restarts(captures);
        lives.stream().filter(FindingLife::isCause).forEach(life -> moments.lived(life, captures));
        sources.forEach(source -> source.events().forEach(moments::told));
        return moments.all.stream().sorted(ORDER).toList();
    }

    private void captured(Findings capture, int number) {
        Findings.BundleHead head = capture.bundle();
        all.add(new Happening(
                head.started(),
                Duration.between(head.started(), head.finished()),
                Kind.CAPTURE,
                "",
                "capture " + number + " of " + Numbers.time(Duration.between(head.started(), head.finished())),
                head.file(),
                List.of(),
                0));
        capture.timeline()
                .forEach(entry -> kind(entry.kind())
                        .ifPresent(kind -> add(new Happening(
                                entry.at(),
                                entry.length(),
                                kind,
                                entry.node(),
                                entry.text(),
                                head.file(),
                                entry.evidence(),
                                0))));
    }

    /** What findings are about is told once for all captures, and what a capture did itself is no part of the incident. */
    private static Optional<Kind> kind(TimelineEntry.Kind kind) {
        return switch (kind) {
            case CAPTURE, FAULT -> Optional.empty();
            case CHANGE -> Optional.of(Kind.CHANGE);
            case ERROR -> Optional.of(Kind.ERROR);
            case LINK -> Optional.of(Kind.LINK);
            case NODE -> Optional.of(Kind.NODE);
            case PANIC -> Optional.of(Kind.PANIC);
            case RESTART -> Optional.of(Kind.RESTART);
            case WARNING -> Optional.of(Kind.WARNING);
        };
    }

    /** Unless another capture told it already. */
    private void add(Happening moment) {
        boolean known = all.stream()
                .anyMatch(one -> one.kind() == moment.kind()
                        && one.node().equals(moment.node())
                        && !one.source().equals(moment.source())
                        && one.text().equals(moment.text())
                        && Duration.between(one.at(), moment.at()).abs().compareTo(NEAR) <= 0);
        if (!known) {
            all.add(moment);
        }
    }

    /** Nodes that began anew between two captures: their uptime says when. */
    private void restarts(List<Findings> captures) {
        Map<String, Instant> begun = new HashMap<>();
        for (Findings capture : captures) {
            uptimes(capture).forEach((node, uptime) -> {
                Instant start = capture.bundle().started().minus(uptime);
                Instant before = begun.put(node, start);
                if (before != null && Duration.between(before, start).compareTo(NEAR.multipliedBy(2)) > 0) {
                    restarted(node, start, capture);
                }
            });
        }
    }

    private void restarted(String node, Instant start, Findings capture) {
        boolean known = all.stream()
                .anyMatch(one -> one.kind() == Kind.RESTART
                        && one.node().equals(node)
                        && Duration.between(one.at(), start).abs().compareTo(NEAR.multipliedBy(2)) <= 0);
        if (!known) {
            all.add(new Happening(
                    start,
                    Duration.ZERO,
                    Kind.RESTART,
                    node,
                    "the node began anew, by its uptime in the capture after it",
                    capture.bundle().file(),
                    List.of(),
                    0));
        }
    }

    /** By the table of the nodes. */
    private static Map<String, Duration> uptimes(Findings capture) {
        Map<String, Duration> uptimes = new HashMap<>();
        for (Table table : capture.tables()) {
            if (table.id().equals("nodes")) {
                int name = column(table, "Node");
                int uptime = column(table, "Uptime");
                for (List<Cell> row : table.rows()) {
                    OptionalDouble seconds = uptime < 0 || name < 0
                            ? OptionalDouble.empty()
                            : row.get(uptime).value();
                    seconds.ifPresent(
                            value -> uptimes.put(row.get(name).text(), Duration.ofMillis(Math.round(value * 1000))));
                }
            }
        }
        return uptimes;
    }

    private static int column(Table table, String heading) {
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).heading().equals(heading)) {
                return i;
            }
        }
        return -1;
    }

    private void lived(FindingLife life, List<Findings> captures) {
        List<Evidence> evidence =
                life.gravest().basis().evidence().stream().limit(1).toList();
        String file = captures.get(life.gravestIn()).bundle().file();
        String node = life.gravest().subject().node();
        String what =
                life.gravest().code() + " " + life.gravest().prose().plainly().replaceFirst("\\.$", "");
        life.since()
                .ifPresent(at -> all.add(new Happening(at, Duration.ZERO, Kind.FAULT, node, what, file, evidence, 0)));
        life.overBy().ifPresent(at -> {
            String seen = captures.stream()
                    .filter(capture ->
                            capture.bundle().started().equals(at) && Visibility.wouldShow(capture, life.gravest()))
                    .map(capture -> capture.bundle().file())
                    .findFirst()
                    .orElse(file);
            all.add(new Happening(
                    at, Duration.ZERO, Kind.OVER, node, what + ": not there any more", seen, List.of(), 0));
        });
    }

    private static Kind kind(Event.Kind kind) {
        return switch (kind) {
            case PERSON -> Kind.PERSON;
            case ALERT -> Kind.ALERT;
            case RESOLVED -> Kind.RESOLVED;
            case CHANGE -> Kind.CHANGE;
            case PANIC -> Kind.PANIC;
            case ERROR -> Kind.ERROR;
            case WARNING -> Kind.WARNING;
        };
    }

    private void told(Event event) {
        all.add(new Happening(
                event.at(),
                event.length(),
                kind(event.kind()),
                event.where(),
                event.text(),
                event.file(),
                List.of(),
                event.line()));
    }
}
