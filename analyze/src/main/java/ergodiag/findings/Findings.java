package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.Labels;
import ergodiag.bundle.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole result of judging one bundle; everything that is shown to anyone is rendered from it.
 *
 * @param toolVersion version of ergodiag
 * @param bundle what was judged
 * @param nodes the nodes, in the order of their names
 * @param verdicts one per playbook, in their order
 * @param findings causes first, then by severity
 * @param tables tables of the report
 * @param charts charts of the report
 * @param coverage what was seen of whom, node by node in their order
 * @param timeline what happened when, in order
 * @param thresholds every limit that was used
 * @param notes sentences about the bundle as a whole: damage, incomplete capture, skew
 */
public record Findings(
        String toolVersion,
        BundleHead bundle,
        List<NodeSummary> nodes,
        List<Verdict> verdicts,
        List<Finding> findings,
        List<Table> tables,
        List<Chart> charts,
        List<CoverageCell> coverage,
        List<TimelineEntry> timeline,
        List<Threshold> thresholds,
        List<String> notes) {

    /** The findings, those of many subjects as one each. */
    public List<Finding> each() {
        return findings.stream()
                .flatMap(finding -> Stream.concat(Stream.of(finding), finding.also().stream()))
                .toList();
    }

    /** The same with other charts. */
    public Findings drawing(List<Chart> others) {
        return new Findings(
                toolVersion,
                bundle,
                nodes,
                verdicts,
                findings,
                tables,
                List.copyOf(others),
                coverage,
                timeline,
                thresholds,
                notes);
    }

    /**
     * The bundle that was judged.
     *
     * @param file its file name, without folders
     * @param sha256 of the file; "" for a folder
     * @param started beginning of the capture
     * @param finished its end
     * @param window time over which readings were repeated
     * @param profile capture profile
     * @param complete whether the capture ran to its end
     * @param entryNode node that was asked
     * @param entryUrl endpoint that was asked
     * @param labels why, how and by whom it was made
     * @param writtenBy program and version that wrote the bundle
     * @param lookedFor whether secrets were looked for when the bundle was written; else they are taken out of what is read of it
     * @param redacted number of values that were taken out
     * @param redactedKinds kinds of those values
     * @param calls number of calls
     * @param failedCalls number of those that failed
     * @param integrity what became of its files since they were written; empty where nobody looked
     * @param custody what was done to make it what it is, the first first; empty where it does not say
     */
    public record BundleHead(
            String file,
            String sha256,
            Instant started,
            Instant finished,
            @JsonProperty("window_seconds") Duration window,
            String profile,
            boolean complete,
            String entryNode,
            String entryUrl,
            @JsonUnwrapped Labels labels,
            @JsonIgnore String writtenBy,
            @JsonIgnore boolean lookedFor,
            long redacted,
            @JsonIgnore List<String> redactedKinds,
            long calls,
            long failedCalls,
            @JsonInclude(Include.NON_ABSENT) Optional<IntegritySummary> integrity,
            @JsonInclude(Include.NON_EMPTY) List<CustodyEntry> custody) {}

    /**
     * A node at a glance.
     *
     * @param name node name
     * @param state whether it answered
     * @param worst severity of its worst finding; empty when there is none above information
     * @param facts short facts to print: uptime, processes, version, heap
     * @param clockOffset node clock minus ours; empty where unknown
     */
    public record NodeSummary(
            String name,
            Manifest.State state,
            Optional<Severity> worst,
            List<String> facts,

            @JsonProperty("clock_offset_ms") @JsonInclude(Include.NON_ABSENT)
            Optional<Duration> clockOffset) {}
}
