package ergodiag.bundle;

/**
 * How much of a bundle is taken into memory: a share of what this program may use (-Xmx), so that a bundle that is too large for a machine
 * costs what is too large in it, and never the whole answer. The rest of the memory is for what is made of it: findings and pages.
 *
 * @param ledger bytes that the calls of the ledger may take
 * @param replies bytes that what replies say may take, all together; one takes half of it at most, so that others fit beside it
 * @param nodes nodes that are looked at: each is held against each
 */
public record Room(long ledger, long replies, int nodes) {
    private static final double OF_CALLS = 0.25;
    private static final double OF_REPLIES = 0.55;
    /** More than any cluster of which a capture was seen. */
    private static final int MOST_NODES = 1000;

    /** What this program has. */
    static Room ofThisProgram() {
        long memory = Runtime.getRuntime().maxMemory();
        return new Room((long) (OF_CALLS * memory), (long) (OF_REPLIES * memory), MOST_NODES);
    }

    /** Bytes that one reply may take. */
    long reply() {
        return replies / 2;
    }
}
