package ergodiag.cluster;

import ergodiag.ergo.GoroutineDump;
import ergodiag.ergo.GoroutineGroup;
import java.util.List;

/**
 * One goroutine dump of a node with what it was asked for.
 *
 * @param debug 1 (grouped, with pid labels) or 2 (one by one, with reason and age)
 * @param filter text every block contains, or ""
 * @param exclude text no block contains, or ""
 * @param dump what came
 */
public record Stacks(int debug, String filter, String exclude, GoroutineDump dump) {

    /** Whether the dump holds the goroutines of every actor: unfiltered, or filtered by nothing but the frame that runs actors. */
    public boolean showsAllActors() {
        return dump.complete()
                && (filter.isEmpty() || filter.equals("ProcessRun"))
                && (exclude.isEmpty() || exclude.equals("toolPprof"));
    }

    public List<GoroutineGroup> groups() {
        return dump.groups();
    }
}
