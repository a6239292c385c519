/** The playbooks, each with its page beside it. They see the cluster's readings and nothing else: no files, no JSON, not each other. */
@NullMarked
package ergodiag.analyze.playbooks;

import org.jspecify.annotations.NullMarked;
