package ergodiag.capture.reach;

/** An endpoint could not be reached; the message says at which step, why, and what can be done. */
final class NotReached extends Exception {
    private static final long serialVersionUID = 1L;

    NotReached(String message) {
        super(message);
    }
}
