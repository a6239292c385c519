/**
 * Asking a running cluster what the playbooks need, and writing it down: plan, phases, paging below the wall, redaction in the write path.
 * A visitor: reads only, bounded, stops what it started.
 */
@NullMarked
package ergodiag.capture;

import org.jspecify.annotations.NullMarked;
