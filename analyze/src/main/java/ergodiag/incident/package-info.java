/** Many captures of one cluster, and what people and other programs tell, as one incident. */
@NullMarked
package ergodiag.incident;

import org.jspecify.annotations.NullMarked;
