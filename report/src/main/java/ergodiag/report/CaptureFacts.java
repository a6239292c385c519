package ergodiag.report;

import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.Labels.Label;
import ergodiag.bundle.Manifest;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.report.Page.Fact;
import ergodiag.report.chart.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The facts about a capture, as the first and the last page tell them: who made it, whom it reached, what it rests on. */
final class CaptureFacts {
    private static final int MOST_CUSTODY = 20;
    private static final int LONGEST_CUSTODY = 400;

    private final Findings findings;
    private final Findings.BundleHead bundle;

    CaptureFacts(Findings findings) {
        this.findings = findings;
        this.bundle = findings.bundle();
    }

    /** When it ran. */
    String period() {
        return ReportWords.period(bundle.started(), bundle.finished());
    }

    String cluster() {
        return bundle.entryNode().isEmpty() ? bundle.file() : "Cluster of " + bundle.entryNode();
    }

    /** Who captured what, for whom; the ticket first. */
    List<Fact> heading() {
        List<Fact> heading = new ArrayList<>();
        Stream.of(Label.values())
                .sorted(Comparator.comparing(label -> label != Label.TICKET))
                .forEach(label ->
                        bundle.labels().text(label).ifPresent(it -> heading.add(new Fact(label.title(), it))));
        heading.add(new Fact("Bundle", bundle.file()));
        return heading;
    }

    /** What stands above every page of paper. */
    String running() {
        String cluster = SafeText.shortened(cluster(), 48);
        return bundle.labels()
                        .text(Label.TICKET)
                        .map(ticket -> SafeText.shortened(ticket, 24) + " · ")
                        .orElse("") + cluster + " · "
                + period();
    }

    List<Fact> frame() {
        long silent = nodes(Manifest.State.SILENT);
        long partial = nodes(Manifest.State.PARTIAL);
        List<Fact> frame = new ArrayList<>();
        frame.add(new Fact(
                "Nodes",
                findings.nodes().size() + " known, " + nodes(Manifest.State.CAPTURED) + " captured"
                        + (partial > 0 ? ", " + partial + " in part" : "")
                        + (silent > 0 ? ", " + silent + " silent" : "")));
        frame.add(new Fact(
                "Window",
                bundle.window().isZero()
                        ? "none: single readings"
                        : ReportWords.duration(bundle.window()) + " of repeated readings"));
        frame.add(new Fact("Clocks", clocks()));
        frame.add(new Fact(
                "Capture",
                "profile " + bundle.profile() + ", " + ReportWords.count(bundle.calls(), "call") + ", "
                        + bundle.failedCalls() + " failed" + (bundle.complete() ? "" : "; did not run to its end")));
        bundle.integrity().ifPresent(integrity -> frame.add(new Fact("Evidence", IntegrityWords.fact(integrity))));
        return frame;
    }

    private long nodes(Manifest.State state) {
        return findings.nodes().stream().filter(node -> node.state() == state).count();
    }

    private String clocks() {
        Optional<NodeSummary> farthest = findings.nodes().stream()
                .filter(node -> node.clockOffset().isPresent())
                .max(Comparator.comparing(
                        node -> node.clockOffset().map(Duration::abs).orElse(Duration.ZERO)));
        return farthest.map(node -> "at most "
                        + ReportWords.duration(
                                node.clockOffset().orElse(Duration.ZERO).abs()) + " from ours (" + node.name()
                        + ")")
                .orElse("not known");
    }

    /** The last of what was done to it, and how much that was not all of. */
    private String custody() {
        List<CustodyEntry> log = bundle.custody();
        int before = Math.max(0, log.size() - MOST_CUSTODY);
        return (before == 0 ? "" : before + " more before; ")
                + log.stream()
                        .skip(before)
                        .map(entry -> SafeText.shortened(entry.words(), LONGEST_CUSTODY))
                        .collect(Collectors.joining("; "));
    }

    List<Fact> making() {
        List<Fact> making = new ArrayList<>();
        making.add(new Fact("Report by", "ergodiag " + findings.toolVersion()));
        making.add(new Fact("Bundle", bundle.file()));
        making.add(new Fact("SHA-256", bundle.sha256()));
        making.add(new Fact("Written by", bundle.writtenBy()));
        making.add(new Fact("Captured", period()));
        making.add(new Fact("Entry", (bundle.entryUrl() + " " + bundle.entryNode()).trim()));
        making.add(new Fact("Command", bundle.labels().command()));
        making.add(new Fact("Custody", custody()));
        making.add(new Fact(
                "Redaction",
                (bundle.lookedFor() ? "" : "nothing was looked for when it was captured; for this report ")
                        + ReportWords.count(bundle.redacted(), "value") + " taken out"
                        + (bundle.redactedKinds().isEmpty()
                                ? ""
                                : " (" + String.join(", ", bundle.redactedKinds()) + ")")));
        return making.stream().filter(fact -> !fact.value().isEmpty()).toList();
    }
}
