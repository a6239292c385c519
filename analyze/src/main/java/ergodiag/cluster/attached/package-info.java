/** What the user took along: log files, and profiles from the nodes' own endpoints. */
@NullMarked
package ergodiag.cluster.attached;

import org.jspecify.annotations.NullMarked;
