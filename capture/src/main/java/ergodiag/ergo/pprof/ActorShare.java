package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import java.util.List;

/**
 * The CPU time of one actor in a profile, told by the labels that a node built with {@code -tags=pprof} sets.
 *
 * @param id a process, {@code <1B30E9C5.0.1048>}, or a meta process, {@code Alias#<1B30E9C5.1.2.3>}
 * @param meta whether it is a meta process
 * @param percent share of the sampled CPU time, 0 to 100
 * @param functions in what it spent that; shares are of the whole profile too, and small ones are left out
 * @param at its line
 */
public record ActorShare(String id, boolean meta, double percent, List<CpuRow> functions, Source at) {
    public ActorShare {
        functions = List.copyOf(functions);
    }
}
