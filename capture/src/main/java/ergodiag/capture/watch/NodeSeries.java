package ergodiag.capture.watch;

/** What is gathered from one node over the window, and written entry by entry into one file of the bundle. */
public interface NodeSeries {
    /** The name of the series in the ledger and in its file. */
    String what();

    /** Begins to gather. */
    void start();

    /** Fetches what is new. */
    void read();

    /** Fetches the rest, leaves nothing running that could be stopped, and writes the line of the ledger. */
    void stop();
}
