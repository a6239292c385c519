package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.Verification;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.findings.Chart;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.BundleHead;
import ergodiag.findings.IntegritySummary;
import ergodiag.findings.Severity;
import ergodiag.findings.Table;
import ergodiag.findings.Threshold;
import ergodiag.findings.TimelineEntry;
import ergodiag.findings.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Judges a bundle: builds the cluster, asks every playbook, ties causes to symptoms. */
public final class Analysis {
    private final Bundle bundle;
    private final List<Playbook> playbooks;
    private final Map<String, Double> overrides;
    private final UnaryOperator<String> wording;

    private Analysis(
            Bundle bundle, List<Playbook> playbooks, Map<String, Double> overrides, UnaryOperator<String> wording) {
        this.bundle = bundle;
        this.playbooks = playbooks;
        this.overrides = overrides;
        this.wording = wording;
    }

    /** Judges a bundle with these playbooks and limits. A playbook that throws becomes {@code broken}; the others go on. */
    public static Findings of(Bundle bundle, List<Playbook> playbooks, Map<String, Double> overrides) {
        return of(bundle, Set.of(), playbooks, overrides);
    }

    /**
     * The same, where nodes are known that should be there.
     *
     * @param expected their names
     */
    public static Findings of(
            Bundle bundle, Set<String> expected, List<Playbook> playbooks, Map<String, Double> overrides) {
        return of(bundle, Cluster.of(bundle, expected), playbooks, overrides, UnaryOperator.identity());
    }

    /**
     * The same for a bundle that is read already, in other words, which must not change what is found.
     *
     * @param cluster what the bundle shows
     */
    static Findings of(
            Bundle bundle,
            Cluster cluster,
            List<Playbook> playbooks,
            Map<String, Double> overrides,
            UnaryOperator<String> wording) {
        return new Analysis(bundle, playbooks, overrides, wording).judge(cluster);
    }

    private Findings judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        List<Finding> found = new ArrayList<>();
        List<Table> tables = new ArrayList<>();
        List<Chart> charts = new ArrayList<>();
        List<TimelineEntry> timeline = new ArrayList<>(CaptureTimeline.of(cluster));
        List<Threshold> thresholds = new ArrayList<>();
        List<String> notes = new ArrayList<>(bundle.damage());
        LostReplies lost = LostReplies.of(bundle);
        notes.addAll(bundle.oddities());
        notes.addAll(lost.notes());
        notes.addAll(MetricsNotes.of(cluster.metrics()));
        UnansweredCalls unanswered = UnansweredCalls.of(bundle);
        List<Node> answering =
                cluster.answering().stream().filter(node -> !node.hasLeft()).toList();
        List<Gap> unseen = UnseenNodes.gaps(cluster, bundle.calls());
        Map<List<String>, Integer> more = new LinkedHashMap<>();
        for (Playbook playbook : playbooks) {
            Examination examination = new Examination(playbook.card(), overrides, wording);
            unseen.forEach(examination::cannotSee);
            lost.of(playbook.card().playbook()).forEach(examination::cannotSee);
            Verdict verdict = AskedWords.in(
                    cluster,
                    examine(
                            playbook,
                            cluster,
                            examination,
                            unanswered.of(playbook.card().playbook(), answering),
                            notes));
            verdicts.add(verdict);
            if (verdict.state() != Verdict.State.BROKEN) {
                found.addAll(examination.findings());
                more.putAll(examination.more());
                tables.addAll(examination.tables());
                charts.addAll(examination.charts());
                timeline.addAll(examination.timeline());
            }
            playbook.card().thresholds().forEach(threshold -> thresholds.add(inForce(threshold)));
        }
        if (!cluster.manifest().capture().complete()) {
            notes.add("The capture did not run to its end: what is missing may be missing for that reason only.");
        }
        Catalogue catalogue = new Catalogue(playbooks);
        notes.addAll(UntoldNotes.of(more));
        List<Finding> explained = FindingGroups.of(CitedLines.fill(bundle, Causes.tie(found)), more).stream()
                .map(finding -> catalogue.explain(finding, wording))
                .toList();
        Coincidences coincidences = Coincidences.of(cluster, explained, wording);
        List<Finding> findings = coincidences.findings();
        timeline.addAll(coincidences.timeline());
        ChartTitles titles = new ChartTitles(
                playbooks.stream()
                        .flatMap(playbook -> playbook.card().titles().stream())
                        .toList(),
                verdicts,
                findings);
        tables.addAll(GroupTables.of(findings));
        beginnings(findings).stream()
                .filter(begun -> timeline.stream()
                        .noneMatch(told ->
                                told.at().equals(begun.at()) && told.node().equals(begun.node())))
                .toList()
                .forEach(timeline::add);
        timeline.sort(Comparator.comparing(TimelineEntry::at).thenComparing(TimelineEntry::text));
        return new Findings(
                version(),
                head(lost.summary()),
                NodeSummaries.of(cluster, findings),
                verdicts,
                findings,
                tables,
                charts.stream().map(titles::title).toList(),
                CoverageMatrix.of(cluster, bundle.calls()),
                timeline,
                thresholds,
                notes);
    }

    private static Verdict examine(
            Playbook playbook, Cluster cluster, Examination examination, List<Gap> unanswered, List<String> notes) {
        try {
            playbook.examine(cluster, examination);
            unanswered.forEach(examination::cannotSeeEither);
            return examination.verdict(cluster.nodes().stream().map(Node::name).toList());
        } catch (RuntimeException e) {
            Card card = playbook.card();
            notes.add("Playbook " + card.number() + " failed (" + e.getClass().getSimpleName() + " at "
                    + firstOwnFrame(e) + "): a bug of ergodiag, please report it.");
            return new Verdict(
                    card.number(),
                    card.name(),
                    card.title(),
                    Verdict.State.BROKEN,
                    "This playbook failed: a bug of ours.",
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    private static String firstOwnFrame(RuntimeException e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getClassName().startsWith("ergodiag.")) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "an unknown place";
    }

    private Threshold inForce(Threshold threshold) {
        Double changed = overrides.get(threshold.key());
        return changed == null
                ? threshold
                : new Threshold(
                        threshold.key(),
                        changed,
                        threshold.unit(),
                        Threshold.Origin.CHANGED,
                        "given by the user instead of " + threshold.value());
    }

    private BundleHead head(Optional<IntegritySummary> integrity) {
        Manifest manifest = bundle.manifest();
        return new BundleHead(
                bundle.path().getFileName() == null
                        ? ""
                        : bundle.path().getFileName().toString(),
                Verification.fileSum(bundle).orElse(""),
                manifest.capture().started(),
                manifest.capture().finished().orElse(manifest.capture().started()),
                manifest.capture().window(),
                manifest.capture().profile(),
                manifest.capture().complete(),
                manifest.capture().entry().node(),
                manifest.capture().entry().url(),
                manifest.capture().labels(),
                (manifest.tool().name() + " " + manifest.tool().version()).trim(),
                manifest.redaction().applied(),
                manifest.redaction().replaced(),
                redactedKinds(manifest.redaction()),
                manifest.calls().total(),
                manifest.calls().failed(),
                integrity,
                manifest.custody());
    }

    private static List<String> redactedKinds(RedactionSummary redaction) {
        List<String> kinds = new ArrayList<>(redaction.kinds());
        redaction.namesKept().ifPresent(names -> kinds.add("names that equal a secret and stay: " + names));
        redaction
                .leftOut()
                .ifPresent(files -> kinds.add("files that could not be looked through and were left out: " + files));
        return List.copyOf(kinds);
    }

    /** When the faults began, where that can be told. */
    private static List<TimelineEntry> beginnings(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .flatMap(finding -> finding.since().stream()
                        .map(since -> new TimelineEntry(
                                since,
                                finding.subject().node(),
                                TimelineEntry.Kind.FAULT,
                                finding.code() + " began: " + finding.subject().label(),
                                List.of())))
                .toList();
    }

    /** Version of this program, from its jar; "dev" when run from classes. */
    public static String version() {
        String version = Analysis.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
