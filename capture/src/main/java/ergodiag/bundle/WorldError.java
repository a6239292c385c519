package ergodiag.bundle;

/** The network, the disk or another program failed us. The message says what we were doing, what happened, and what the user can do. */
public final class WorldError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorldError(String message) {
        super(message);
    }

    public WorldError(String message, Throwable cause) {
        super(message, cause);
    }
}
