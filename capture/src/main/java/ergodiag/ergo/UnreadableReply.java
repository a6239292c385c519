package ergodiag.ergo;

/** A reply is not what its tool is known to say. */
public final class UnreadableReply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file path inside the bundle
     * @param line line of the file, counted from 1; 0 where unknown
     * @param what what is wrong with it
     */
    public UnreadableReply(String file, int line, String what) {
        super("Reading " + file + (line > 0 ? " at line " + line : "") + ": " + what);
    }
}
