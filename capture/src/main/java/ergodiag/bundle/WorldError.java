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

    /** What a failure says of itself; the name of its class where it says nothing. */
    public static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
