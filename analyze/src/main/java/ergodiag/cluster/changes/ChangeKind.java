package ergodiag.cluster.changes;

/** What can change from one second to the next. What changes by less than the least of it, or than that share, is not worth a word. */
public enum ChangeKind {
    /** A node that began anew. */
    RESTARTED(0.1, 0),
    /** A node that ceased to answer. */
    SILENT(0.1, 0),
    /** A node that left in good order. */
    LEFT(0.1, 0),
    /** Other nodes that it is connected with. */
    CONNECTIONS(1, 0),
    /** Messages a second that one node sends another. */
    SENT(5, 0.5),
    /** Messages that wait for a process. */
    QUEUE(20, 0.5),
    /** Messages a second that come to a process. */
    ARRIVALS(5, 0.5),
    /** Messages a second that a process sends. */
    SENDS(5, 0.5),
    PROCESSES(5, 0.1),
    /** Processes started a second. */
    STARTS(1, 0.5),
    GOROUTINES(10, 0.2),
    /** Bytes on the heap. */
    MEMORY(8 << 20, 0.25),
    /** Bytes allocated a second. */
    ALLOCATION(4 << 20, 0.5),
    CORES(0.2, 0.5),
    /** Errors and panics logged a second. */
    ERRORS(0.3, 0.5),
    /** Messages a second that could not be delivered. */
    UNDELIVERED(0.3, 0.5),
    /** Names of processes and events that are there from then on. */
    NEW_NAMES(1, 0),
    /** Names of processes and events that are there no more. */
    GONE_NAMES(1, 0);

    private final double least;
    private final double share;

    ChangeKind(double least, double share) {
        this.least = least;
        this.share = share;
    }

    double least() {
        return least;
    }

    boolean isWorthAWord(double before, double after) {
        double change = Math.abs(after - before);
        return change >= least && change >= share * Math.max(Math.abs(before), Math.abs(after));
    }
}
