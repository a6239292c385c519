package ergodiag.findings;

/** How much a finding matters. */
public enum Severity implements Worded {
    INFO,
    WARNING,
    CRITICAL
}
