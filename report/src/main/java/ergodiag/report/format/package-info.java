/** Writes a report: one class for each format. */
@NullMarked
package ergodiag.report.format;

import org.jspecify.annotations.NullMarked;
