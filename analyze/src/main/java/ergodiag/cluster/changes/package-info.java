/** What of all nodes changed in the same moment. No judgement, and no cause: two things that change together may know nothing of each other. */
@NullMarked
package ergodiag.cluster.changes;

import org.jspecify.annotations.NullMarked;
