/** Sends a ticket through the REST interface of its tracker. The only place beside the capture that has a network, and only the command {@code ticket} reaches it. */
@NullMarked
package ergodiag.ticket.send;

import org.jspecify.annotations.NullMarked;
