/** The cluster as a bundle shows it: nodes, links, series of readings, and the gaps between them. Built once; read by the playbooks. */
@NullMarked
package ergodiag.cluster;

import org.jspecify.annotations.NullMarked;
