package ergodiag.bundle;

/** Why something failed, for a sentence or a line of a file. */
public final class Reason {
    private Reason() {}

    /** What the failure says of itself; where it says nothing, the name of its class. */
    public static String of(Throwable failure) {
        String said = failure.getMessage();
        return said == null ? failure.getClass().getSimpleName() : said;
    }
}
