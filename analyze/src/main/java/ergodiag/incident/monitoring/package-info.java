/** What monitoring says of an incident: numbers over hours, and alerts. */
@NullMarked
package ergodiag.incident.monitoring;

import org.jspecify.annotations.NullMarked;
