package ergodiag.cluster;

import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.GoroutineGroup;
import java.util.List;
import java.util.Optional;

/**
 * One goroutine dump of a node with what it was asked for.
 *
 * @param debug 1 (grouped, with pid labels) or 2 (one by one, with reason and age)
 * @param filter text every block contains, or ""
 * @param exclude text no block contains, or ""
 * @param look whether a sampler took it, so that all of it stands on one line of a series
 * @param dump what came
 */
public record Dump(int debug, String filter, String exclude, boolean look, GoroutineDump dump) {

    /** Where a goroutine of this dump stands; empty when the dump shows no stack of it. */
    public Optional<TopFrame> standing(GoroutineGroup group) {
        return look ? TopFrame.ofLook(group) : TopFrame.of(group, debug);
    }

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
