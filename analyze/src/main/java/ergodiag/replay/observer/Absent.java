package ergodiag.replay.observer;

/** A resource that is not there, or cannot be. */
public final class Absent extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String uri;
    private final String node;

    /**
     * It cannot be read.
     *
     * @param uri what was asked for
     * @param node the node that was not even asked; "" where it was, or where there is none
     */
    Absent(String why, String uri, String node) {
        super(why);
        this.uri = uri;
        this.node = node;
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    public String uri() {
        return uri;
    }

    public String node() {
        return node;
    }
}
