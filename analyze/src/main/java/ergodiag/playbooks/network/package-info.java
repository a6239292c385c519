/** Do the links between nodes carry what they are given? */
@NullMarked
package ergodiag.playbooks.network;

import org.jspecify.annotations.NullMarked;
