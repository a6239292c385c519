package ergodiag.bundle;

/** The file that was named is not a bundle, or too damaged to be read as one. */
public final class NotABundle extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotABundle(String message) {
        super(message);
    }

    public NotABundle(String message, Throwable cause) {
        super(message, cause);
    }
}
