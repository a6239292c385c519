/** What we know of the other kind of endpoint, the Observer application of Ergo 3.3 (ERGO33.md): its tools and lenses, and what they are called with. */
@NullMarked
package ergodiag.ergo.observer;

import org.jspecify.annotations.NullMarked;
