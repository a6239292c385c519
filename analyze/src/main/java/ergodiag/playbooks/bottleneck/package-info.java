/** Which process holds the others up? */
@NullMarked
package ergodiag.playbooks.bottleneck;

import org.jspecify.annotations.NullMarked;
