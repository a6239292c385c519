/** What uses the processors? */
@NullMarked
package ergodiag.playbooks.cpu;

import org.jspecify.annotations.NullMarked;
