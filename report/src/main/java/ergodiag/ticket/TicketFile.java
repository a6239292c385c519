package ergodiag.ticket;

/**
 * A file beside the text of a ticket.
 *
 * @param name of letters, digits, dots and dashes; no other ticket's file has it, since some trackers show the newest of a name
 * @param bytes its size
 * @param sha256 its sum, lower-case hex
 */
public record TicketFile(String name, long bytes, String sha256) {
    /** What is in it, as HTTP names it. */
    public String mediaType() {
        return name.endsWith(".png") ? "image/png" : "application/octet-stream";
    }
}
