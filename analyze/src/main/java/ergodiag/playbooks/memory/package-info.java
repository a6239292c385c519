/** What grows in memory, and who holds it? */
@NullMarked
package ergodiag.playbooks.memory;

import org.jspecify.annotations.NullMarked;
