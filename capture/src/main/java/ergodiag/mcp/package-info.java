/** The client side of the Model Context Protocol over HTTP/1.1, as far as an Ergo node speaks it (ERGO.md 1). Knows no tool by name. */
@NullMarked
package ergodiag.mcp;

import org.jspecify.annotations.NullMarked;
