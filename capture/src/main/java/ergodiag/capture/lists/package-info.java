/** Complete lists, part by part, although a reply is cut at 65,535 bytes (ERGO.md 2). */
@NullMarked
package ergodiag.capture.lists;

import org.jspecify.annotations.NullMarked;
