/**
 * What we know of Ergo: its tools, and its replies as typed records with units. The only place that knows them; everybody else asks
 * here.
 */
@NullMarked
package ergodiag.ergo;

import org.jspecify.annotations.NullMarked;
