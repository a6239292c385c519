package ergodiag.ergo.metrics;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One value of a page of metrics.
 *
 * @param name of the metric
 * @param labels that tell its series from others of the metric, in the order of the page
 * @param value may be infinite, or no number
 * @param at when it was measured, where the page says so, as a federated one does
 * @param line where it stands in the page, from 1
 */
public record Sample(String name, Map<String, String> labels, double value, Optional<Instant> at, int line) {
    public Sample {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** The value of a label, or "". */
    public String label(String key) {
        return labels.getOrDefault(key, "");
    }
}
