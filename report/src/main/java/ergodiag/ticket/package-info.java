/** What goes into a ticket: the text in the tracker's own markup, pictures, the evidence in pieces that the tracker takes. */
@NullMarked
package ergodiag.ticket;

import org.jspecify.annotations.NullMarked;
