/** Is every node there, healthy and like the others? */
@NullMarked
package ergodiag.playbooks.health;

import org.jspecify.annotations.NullMarked;
