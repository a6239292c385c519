/** What has a name, compared over the readings of a node and between nodes that are alike. No judgement. */
@NullMarked
package ergodiag.cluster.inventory;

import org.jspecify.annotations.NullMarked;
