package ergodiag.ticket.send;

import ergodiag.ticket.TicketFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The REST interface of one kind of tracker. What was uploaded is known by the sum of the file. */
interface Service {
    /** Asks whether the token is taken and the project is there, before anything is uploaded. */
    void check() throws NotSent;

    /** Uploads a file, and gives the name under which the tracker knows it. */
    String upload(Ticket ticket, TicketFile file) throws NotSent;

    /** Uploads the text where it is a thing of its own, and gives its name; empty where it goes with the ticket. */
    default Optional<String> uploadText(Ticket ticket) throws NotSent {
        return Optional.empty();
    }

    /** The address of this very ticket, where an earlier request made it whose answer was lost. */
    Optional<String> made(Ticket ticket, Map<String, String> uploads) throws NotSent;

    /** Makes the ticket of what was uploaded, and gives its address. */
    String make(Ticket ticket, Map<String, String> uploads) throws NotSent;

    /** Which files the ticket lacks as the tracker shows it. */
    List<TicketFile> missing(Ticket ticket, String address) throws NotSent;
}
