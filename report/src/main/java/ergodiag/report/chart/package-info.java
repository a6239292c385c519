/** Charts: from data to SVG, the same bytes for the same data, with real text, gaps drawn as gaps, and time in UTC. */
@NullMarked
package ergodiag.report.chart;

import org.jspecify.annotations.NullMarked;
