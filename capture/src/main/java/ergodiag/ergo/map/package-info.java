/** What an Observer knows of the whole cluster without asking anybody (ERGO33.md 8). */
@NullMarked
package ergodiag.ergo.map;

import org.jspecify.annotations.NullMarked;
