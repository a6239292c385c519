/** The client side of the Model Context Protocol over HTTP/1.1, as far as an Ergo node (ERGO.md 1) or an Observer (ERGO33.md 2) speaks it. Knows no tool by name. */
@NullMarked
package ergodiag.mcp;

import org.jspecify.annotations.NullMarked;
