package ergodiag.capture.cli;

/**
 * The last line of defence: the readers bound what they keep, and where that was not enough, it is no wrong command line and no bug to be
 * reported with a stack trace, but a machine that gave too little.
 */
final class MemoryRanOut {
    private static final long MEGABYTE = 1 << 20;
    /** What to try next: so many times the memory that was not enough. */
    private static final int MORE = 4;

    private MemoryRanOut() {}

    /** Also where another thread passed it on. */
    static boolean isCauseOf(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof OutOfMemoryError)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /** @param most bytes that the program could use */
    static String said(long most) {
        return "Running the command: the memory of " + most / MEGABYTE
                + " MB that it may use ran out, and what it was writing is not"
                + " written to its end; give it more, with the option -Xmx" + MORE * most / MEGABYTE
                + "m of java, or ERGODIAG_OPTS=-Xmx" + MORE * most / MEGABYTE + "m in front of bin/ergodiag.";
    }
}
