/** What people wrote of an incident: its events, and the notes of a post-mortem. */
@NullMarked
package ergodiag.incident.people;

import org.jspecify.annotations.NullMarked;
