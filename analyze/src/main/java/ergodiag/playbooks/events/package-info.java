/** Do events reach those who wait for them? */
@NullMarked
package ergodiag.playbooks.events;

import org.jspecify.annotations.NullMarked;
