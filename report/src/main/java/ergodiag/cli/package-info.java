/** The whole command line: the commands that need analysis, replay or reports. */
@NullMarked
package ergodiag.cli;

import org.jspecify.annotations.NullMarked;
