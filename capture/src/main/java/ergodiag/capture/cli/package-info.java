/** The small command, which captures, recovers and verifies; and what all commands have in common: exit codes, the screen, options for sizes. */
@NullMarked
package ergodiag.capture.cli;

import org.jspecify.annotations.NullMarked;
