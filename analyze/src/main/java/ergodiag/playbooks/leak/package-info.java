/** Which processes become more and more? */
@NullMarked
package ergodiag.playbooks.leak;

import org.jspecify.annotations.NullMarked;
