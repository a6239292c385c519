package ergodiag.playbooks.restarts;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Words;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.ProcessRow;
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
    private RestartFindings() {}

    static void loop(Restarts loop, Examination examination, double near) {
        ProcessRow row = loop.youngest();
        String node = loop.family().node().name();
        boolean gettingNear = loop.shareOfIntensity().orElse(0) >= near;
        String restarts = String.format(Locale.ROOT, "%,.0f", loop.count());
        Examination.FindingBuilder finding = examination
                .finding("ED0601", gettingNear ? Severity.CRITICAL : Severity.WARNING, Subject.process(node, row))
                .title("%s (%s) on %s dies and comes back %s", row.label(), row.behavior(), node, often(loop.rate()))
                .sentence(
                        ": at least %s restarts in the window%s%s%s.",
                        restarts,
                        parent(loop),
                        text(loop),
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
        loop.errors().stream()
                .limit(1)
                .forEach(template ->
                        finding.evidence(template.entries().get(0).at().value("")));
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

    private static String text(Restarts loop) {
        return loop.errors().stream()
                .findFirst()
                .map(template -> "; it says \"" + template.text() + "\"")
                .orElse("");
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
