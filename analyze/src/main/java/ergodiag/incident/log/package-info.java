/** Log files of many dialects, made into events and rates. */
@NullMarked
package ergodiag.incident.log;

import org.jspecify.annotations.NullMarked;
