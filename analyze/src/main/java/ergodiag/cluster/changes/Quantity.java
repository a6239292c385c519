package ergodiag.cluster.changes;

/** What can change from one second to the next. What changes by less than the least of it, or than that share, is not worth a word. */
public enum Quantity {
    CONNECTIONS("connections", 1, 0),
    /** Messages a second that one node sends another. */
    SENT("messages a second", 5, 0.5),
    /** Messages that wait for a process. */
    QUEUE("messages waiting", 20, 0.5),
    /** Messages a second that come to a process. */
    ARRIVALS("messages arriving a second", 5, 0.5),
    /** Messages a second that a process sends. */
    SENDS("messages sent a second", 5, 0.5),
    PROCESSES("processes", 5, 0.1),
    /** Processes started a second. */
    STARTS("processes started a second", 1, 0.5),
    GOROUTINES("goroutines", 10, 0.2),
    /** Bytes on the heap. */
    MEMORY("heap", 8 << 20, 0.25),
    /** Bytes allocated a second. */
    ALLOCATION("allocated a second", 4 << 20, 0.5),
    CORES("cores used", 0.2, 0.5),
    /** Errors and panics logged a second. */
    ERRORS("errors logged a second", 0.3, 0.5),
    /** Messages and calls a second that could not be delivered. */
    UNDELIVERED("undelivered a second", 0.3, 0.5),
    /** Names of processes and events that are there from then on. */
    NEW_NAMES("new", 1, 0),
    /** Names of processes and events that are there no more. */
    GONE_NAMES("gone", 1, 0);

    private final String words;
    private final double least;
    private final double share;

    Quantity(String words, double least, double share) {
        this.words = words;
        this.least = least;
        this.share = share;
    }

    /** What it counts, as a sentence says it. */
    public String words() {
        return words;
    }

    double least() {
        return least;
    }

    boolean isWorthAWord(double before, double after) {
        double change = Math.abs(after - before);
        return change >= least && change >= share * Math.max(Math.abs(before), Math.abs(after));
    }
}
