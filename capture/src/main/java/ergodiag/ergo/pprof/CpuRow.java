package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;

/**
 * A function in a CPU profile.
 *
 * @param function full name
 * @param flatPercent share of the sampled CPU time spent in the function itself, 0 to 100, rounded: by the node to a tenth
 * @param cumulativePercent the same with everything it called
 * @param at its line
 */
public record CpuRow(String function, double flatPercent, double cumulativePercent, Source at) {}
