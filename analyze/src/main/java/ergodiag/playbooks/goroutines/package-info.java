/** Which goroutines leak, wait for a lock or are stuck? */
@NullMarked
package ergodiag.playbooks.goroutines;

import org.jspecify.annotations.NullMarked;
