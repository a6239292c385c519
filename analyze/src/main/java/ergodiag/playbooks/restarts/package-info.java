/** What dies and is started again and again, and why? */
@NullMarked
package ergodiag.playbooks.restarts;

import org.jspecify.annotations.NullMarked;
