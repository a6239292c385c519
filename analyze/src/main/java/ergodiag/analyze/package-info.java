/** Judging: playbooks, their verdicts and findings, the thresholds they use, and {@code findings.json}. */
@NullMarked
package ergodiag.analyze;

import org.jspecify.annotations.NullMarked;
