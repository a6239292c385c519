package ergodiag.analyze;

import ergodiag.bundle.ledger.Call;
import ergodiag.cluster.Metrics;
import ergodiag.findings.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Metrics that were named and did not come, or not wholly. Nobody judges for want of them: they only add to what nodes say. */
final class MetricsNotes {
    private MetricsNotes() {}

    /** A sentence for each source that did not bring all; none where nobody named one. */
    static List<String> of(Metrics metrics) {
        List<String> notes = new ArrayList<>();
        Map<String, List<Call>> bySource = metrics.readings().stream()
                .collect(Collectors.groupingBy(
                        call -> call.argument("url") + call.argument("file"), LinkedHashMap::new, Collectors.toList()));
        bySource.forEach((source, readings) -> {
            List<Call> failed =
                    readings.stream().filter(call -> !call.outcome().answered()).toList();
            if (!failed.isEmpty()) {
                notes.add("Of " + Words.many(readings.size(), "reading") + " of the metrics of " + source + " "
                        + Numbers.count(failed.size()) + " did not come: "
                        + failed.get(failed.size() - 1).why() + ".");
            }
        });
        if (metrics.unreadable() > 0) {
            notes.add("Of the metrics " + Words.many(metrics.unreadable(), "line")
                    + " could not be read, or were more than are taken.");
        }
        return notes;
    }
}
