/** Texts for trackers: blocks and pieces of lines, and a writer for each markup. Nothing that stands in a text may become markup. */
@NullMarked
package ergodiag.markup;

import org.jspecify.annotations.NullMarked;
