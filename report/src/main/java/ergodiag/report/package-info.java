/** The incident report: what the templates see ({@link ergodiag.report.Page}) and its renderings as HTML, PDF and Markdown. */
@NullMarked
package ergodiag.report;

import org.jspecify.annotations.NullMarked;
