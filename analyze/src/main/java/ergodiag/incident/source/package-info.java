/** What sources other than bundles tell of an incident, whoever wrote them: people, logs, monitoring. */
@NullMarked
package ergodiag.incident.source;

import org.jspecify.annotations.NullMarked;
