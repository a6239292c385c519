package ergodiag.ticket.send;

import org.jspecify.annotations.Nullable;

/** The tracker refused a request, or did not answer it. The message never holds the token. */
final class NotSent extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP; 0 where no answer came, and nobody knows what became of the request */
    NotSent(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
