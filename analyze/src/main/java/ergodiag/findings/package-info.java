/** The contract between judging and showing: findings with their subjects, tables and charts, and their JSON in both directions. Whoever renders a report knows this only. */
@NullMarked
package ergodiag.findings;

import org.jspecify.annotations.NullMarked;
