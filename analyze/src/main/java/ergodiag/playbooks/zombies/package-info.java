/** Which processes will never end by themselves? */
@NullMarked
package ergodiag.playbooks.zombies;

import org.jspecify.annotations.NullMarked;
