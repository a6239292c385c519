/** Takes secrets out of texts and JSON before they are written: the patterns, and what the user asked for. Knows the bundle and nothing of capturing. */
@NullMarked
package ergodiag.redact;

import org.jspecify.annotations.NullMarked;
