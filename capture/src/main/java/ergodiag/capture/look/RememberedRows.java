package ergodiag.capture.look;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How many rows of lists are kept in memory to choose suspects from, of all nodes together. What does not fit is in the bundle all the same;
 * only nobody looks closer at it. Safe for use by several threads.
 */
final class RememberedRows {
    /** Bytes of a row, twice, as the one before is kept too, with what is noted beside it. */
    private static final long ROW = 2_000;

    private final long most;
    private final Consumer<String> log;
    private final Map<String, Integer> kept = new HashMap<>();
    private long all;
    private boolean told;

    RememberedRows(long most, Consumer<String> log) {
        this.most = most;
        this.log = log;
    }

    /** A third of the memory that there is. */
    static RememberedRows ofThisMachine(Consumer<String> log) {
        return new RememberedRows(Runtime.getRuntime().maxMemory() / 3 / ROW, log);
    }

    /** Whether so many rows of a list may be kept in place of those that were kept of it before. */
    synchronized boolean fits(String list, int rows) {
        int more = rows - kept.getOrDefault(list, 0);
        if (all + more <= most) {
            all += more;
            kept.put(list, rows);
            return true;
        }
        if (!told) {
            told = true;
            log.accept("the lists have more rows than fit into memory: suspects are chosen from the first " + all
                    + "; give the program more with java -Xmx");
        }
        return false;
    }
}
