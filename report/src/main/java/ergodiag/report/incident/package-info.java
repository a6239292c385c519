/** The page of an incident: what many captures and people tell, laid out to be read from the first page on. */
@NullMarked
package ergodiag.report.incident;

import org.jspecify.annotations.NullMarked;
