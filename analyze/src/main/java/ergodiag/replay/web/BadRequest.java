package ergodiag.replay.web;

/** What came is no request, or one that is not taken; the connection ends with it. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequest(int status, String reason) {
        super(reason);
        this.status = status;
    }

    int status() {
        return status;
    }
}
