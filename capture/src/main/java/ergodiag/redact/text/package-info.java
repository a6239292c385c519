/** Finds secrets in texts by understanding how programs write them: a class for each dialect, and none of them rests on another. */
@NullMarked
package ergodiag.redact.text;

import org.jspecify.annotations.NullMarked;
