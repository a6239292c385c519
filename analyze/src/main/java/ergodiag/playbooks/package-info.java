/** All playbooks in one list. */
@NullMarked
package ergodiag.playbooks;

import org.jspecify.annotations.NullMarked;
