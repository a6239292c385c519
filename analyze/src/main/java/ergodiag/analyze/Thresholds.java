package ergodiag.analyze;

import ergodiag.findings.Threshold;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits that a class judges by, in the order in which they are declared: to declare one is all it takes. Meant for constants, which are
 * all there before anybody can ask.
 */
public final class Thresholds {
    private final List<Threshold> declared = new ArrayList<>();

    /** One as written in the operators' manual. */
    public Threshold asWritten(String key, double value, String unit) {
        return declare(Threshold.asWritten(key, value, unit));
    }

    /** One of our own choice. */
    public Threshold ours(String key, double value, String unit, String reason) {
        return declare(Threshold.ours(key, value, unit, reason));
    }

    private Threshold declare(Threshold threshold) {
        declared.add(threshold);
        return threshold;
    }

    /** Every one of them. */
    public List<Threshold> all() {
        return List.copyOf(declared);
    }
}
