/** The command line: commands, exit codes, and the only place (with the progress line) that touches the process's streams and its end. */
@NullMarked
package ergodiag.cli;

import org.jspecify.annotations.NullMarked;
