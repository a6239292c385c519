package ergodiag.capture;

import ergodiag.bundle.Manifest;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.ClusterNode;
import ergodiag.ergo.metrics.MetricsPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of a capture.
 *
 * @param bundle the file that was written
 * @param manifest its head
 * @param calls its ledger
 * @param nobody why nobody answered; empty when the entry node did
 * @param missing what is not in the bundle and why, a line each
 * @param names the map of the bundle's pseudonyms, where it has some
 */
public record CaptureResult(
        Path bundle,
        Manifest manifest,
        List<Call> calls,
        Optional<String> nobody,
        List<String> missing,
        Optional<Path> names) {

    /**
     * Whether a node was silent or partial, or beyond those that are asked at most, or nobody said which nodes there are, an endpoint, metrics or a node that was named was not there, data is missing that a playbook needs, or
     * questions were left out for a time or size that was set.
     */
    public boolean incomplete() {
        boolean node = manifest.nodes().stream()
                .anyMatch(each -> each.state() == Manifest.State.SILENT || each.state() == Manifest.State.PARTIAL);
        boolean entry = manifest.capture().reached().entries().stream()
                .anyMatch(each -> each.state().equals("failed"));
        boolean leftOut = manifest.load().filter(load -> load.notAsked() > 0).isPresent();
        return node
                || entry
                || calls.stream().anyMatch(this::isMetricsThatNeverCame)
                || leftOut
                || ClusterNode.unanswered(calls).isPresent()
                || manifest.capture().reached().beyond().isPresent()
                || !manifest.capture().reached().unmatched().isEmpty();
    }

    private boolean isMetricsThatNeverCame(Call reading) {
        return reading.tool().equals(MetricsPage.TOOL)
                && calls.stream()
                        .filter(call -> call.tool().equals(MetricsPage.TOOL))
                        .filter(call -> call.asked().equals(reading.asked()))
                        .noneMatch(call -> call.outcome().answered());
    }
}
