package ergodiag.bundle.ssh;

/** A key that cannot be used. The message says why, as a part of a sentence that begins with "it"; it never holds what could be secret. */
public final class UnusableKey extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableKey(String why) {
        super(why);
    }

    public UnusableKey(String why, Throwable cause) {
        super(why, cause);
    }
}
