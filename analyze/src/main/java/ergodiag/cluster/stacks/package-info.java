/** Where processes stand and stay, read from many dumps of stacks. */
@NullMarked
package ergodiag.cluster.stacks;

import org.jspecify.annotations.NullMarked;
