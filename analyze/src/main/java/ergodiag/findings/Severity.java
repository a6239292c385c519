package ergodiag.findings;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** The word of {@code findings.json}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
