package ergodiag.playbooks.restarts;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Words;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes down a restart loop. */
final class RestartFindings {
    private static final int NAMED = 3;

    /** So many usual pauses without a failure say that it is over. */
    private static final double LONGER = 3;

    private RestartFindings() {}

    static void loop(Cascade cascade, Examination examination, double near) {
        Restarts loop = cascade.lead();
        ProcessRow row = loop.fails();
        String node = loop.family().node().name();
        boolean gettingNear = loop.shareOfIntensity().orElse(0) >= near;
        Examination.FindingBuilder finding = examination
                .finding("ED0601", gettingNear ? Severity.CRITICAL : Severity.WARNING, Subject.process(node, row))
                .title("%s (%s) on %s dies and comes back %s", row.label(), row.behavior(), node, often(loop.rate()))
                .sentence(
                        ": at least %s in the window%s%s%s%s%s.",
                        Words.many(loop.count(), "restart"),
                        parent(loop),
                        text(loop),
                        along(cascade),
                        over(loop),
                        gettingNear
                                ? String.format(
                                        Locale.ROOT,
                                        "; that is %.0f %% of what its supervisor allows before it gives up",
                                        100 * loop.shareOfIntensity().orElse(0))
                                : "")
                .number("restarts", loop.count(), "restarts")
                .number("rate", loop.rate(), "restarts/s")
                .wouldChange("The same pid in both readings, or a supervisor whose restarts_count stands still.")
                .nextCapture("ergodiag capture --profile standard --window 120");
        if (cascade.takesAlong() > 0) {
            finding.number("others that end with it", cascade.takesAlong(), "processes")
                    .aspect("it takes others along");
        }
        cascade.along()
                .forEach(other -> finding.relation(Relation.behavior(
                        Relation.Kind.TOOK_ALONG, node, other.family().behavior())));
        if (Undelivered.comesWithDeaths(loop.family().node())) {
            finding.relation(Relation.node(Relation.Kind.SENT_IN_VAIN, node));
        }
        loop.shareOfIntensity().ifPresent(share -> finding.number("share of the intensity", 100 * share, "%"));
        since(loop).ifPresent(instant -> {
            finding.since(instant);
            examination.happened(new TimelineEntry(
                    instant, node, TimelineEntry.Kind.RESTART, row.label() + " began to die and come back", List.of()));
        });
        loop.family()
                .parentProcess()
                .ifPresent(parent -> finding.relation(Relation.process(Relation.Kind.STARTED_BY, node, parent.last())));
        cite(loop, finding);
        finding.add();
        cascade.along().forEach(other -> takenAlong(other, row, examination));
    }

    /** A sibling that is well and is started again whenever another fails. */
    private static void takenAlong(Restarts loop, ProcessRow fails, Examination examination) {
        ProcessRow row = loop.youngest();
        String node = loop.family().node().name();
        Examination.FindingBuilder finding = examination
                .finding("ED0601", Severity.INFO, Subject.process(node, row))
                .title("%s (%s) on %s is ended and started again", row.label(), row.behavior(), node)
                .sentence(" whenever %s fails%s.", fails.label(), text(loop))
                .number("restarts", loop.count(), "restarts")
                .wouldChange("A failure of its own.");
        cite(loop, finding);
        finding.add();
    }

    /** {@code ; its failure restarts 19 others with it (rest for one): fix_route_01, ...}, the end of a sentence. */
    private static String along(Cascade cascade) {
        int others = cascade.takesAlong();
        if (others == 0) {
            return "";
        }
        List<String> names = cascade.names();
        String strategy = cascade.lead()
                .strategy()
                .filter(Strategy::takesAlong)
                .map(it -> " (" + it.inWords() + ")")
                .orElse("");
        return (cascade.isLeadKnown() ? "; its failure ends " : "; which of them fails no message tells: it ends ")
                + Words.many(others, "other") + strategy + ", started again with it: "
                + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (names.size() > NAMED ? ", ..." : "");
    }

    /** Where it failed last so long ago that another failure would have come since. */
    private static String over(Restarts loop) {
        Optional<Instant> end = loop.family().node().infos().last().map(Timed::at);
        return loop.lastFailure()
                .filter(last -> end.filter(it -> isOver(loop, last, it)).isPresent())
                .map(last -> "; the last one at " + Words.second(last) + " UTC, none since")
                .orElse("");
    }

    private static boolean isOver(Restarts loop, Instant last, Instant end) {
        double seconds = Duration.between(last, end).toMillis() / 1000.0;
        return seconds * loop.rate() > LONGER
                && 3 * seconds > loop.family().node().infos().span().toMillis() / 1000.0;
    }

    private static void cite(Restarts loop, Examination.FindingBuilder finding) {
        List<Timed<ProcessRow>> young = loop.young();
        for (Timed<ProcessRow> row : List.of(young.get(0), young.get(young.size() - 1))) {
            finding.evidence(row.it().at().field("PID", row.it().pid()));
        }
        if (loop.supervisor().hasTwo()) {
            for (Timed<Inspection> said : loop.supervisor().ends()) {
                finding.evidence(
                        said.it().at().field("restarts_count", said.it().text("restarts_count")));
            }
        }
        said(loop).ifPresent(entry -> finding.evidence(entry.at().value("")));
    }

    private static String often(double rate) {
        return rate >= 1
                ? String.format(Locale.ROOT, "%.1f times a second", rate)
                : rate > 0 ? "every " + Words.seconds(1 / rate) : "again and again";
    }

    private static String parent(Restarts loop) {
        return loop.family()
                .parentProcess()
                .map(parent -> ", started by " + parent.last().label())
                .orElse("");
    }

    /** What it says when it fails: by its own messages, else the most frequent of its family. */
    private static String text(Restarts loop) {
        return loop.own().stream()
                .findFirst()
                .map(family -> "; it says \"" + family.first().said() + "\"")
                .or(() -> loop.errors().stream().findFirst().map(template -> "; it says \"" + template.text() + "\""))
                .orElse("");
    }

    private static Optional<LogEntry> said(Restarts loop) {
        return loop.own().stream()
                .map(family -> family.first().entry())
                .findFirst()
                .or(() -> loop.errors().stream()
                        .map(template -> template.entries().get(0))
                        .findFirst());
    }

    /** When restarts come at a constant rate their count tells when they began. */
    private static Optional<Instant> since(Restarts loop) {
        Optional<Timed<Inspection>> first = loop.supervisor().first();
        double before =
                first.map(said -> said.it().number("restarts_count").orElse(0)).orElse(0.0);
        if (first.isEmpty() || loop.growth().orElse(0) <= 0 || loop.rate() <= 0) {
            return Optional.empty();
        }
        return Optional.of(first.get().at().minus(Duration.ofMillis(Math.round(1000 * before / loop.rate()))));
    }
}
