package ergodiag.cluster.stacks;

import java.util.Set;

/**
 * Cores that a node keeps busy with the collection of garbage, told by what its profiles show as spent in the collector's functions and in
 * all they call; names as in Go 1.23 to 1.26. Where a profile was cut, the rows of that may be missing: they have no share of their own.
 *
 * @param pressure what the program pays for: marking, help in allocations, and sweeping; of a cut profile what it surely is. Marking by
 *     processors that have nothing else to do is no part of it
 * @param whole the same with that marking
 * @param most what it may be: more than {@code pressure} only of a cut profile
 */
public record CollectionUse(double pressure, double whole, double most) {

    /** The rows it is told by. */
    public static final Set<String> TOLD_BY = Set.of(
            "runtime.gcBgMarkWorker",
            "runtime.gcDrainMarkWorkerIdle",
            "runtime.gcAssistAlloc",
            "runtime.gcDrainN",
            "runtime.(*sweepLocked).sweep");

    public static CollectionUse of(CpuShares shares) {
        double marking = shares.largest("runtime.gcBgMarkWorker", "runtime.gcBgMarkWorker.func2", "runtime.gcDrain");
        double idle = shares.largest("runtime.gcDrainMarkWorkerIdle");
        double working = shares.largest("runtime.gcDrainMarkWorkerDedicated")
                + shares.largest("runtime.gcDrainMarkWorkerFractional");
        double helping = shares.largest("runtime.gcAssistAlloc", "runtime.gcAssistAlloc1", "runtime.gcDrainN");
        double sweeping = Math.max(
                shares.largest("runtime.bgsweep") + shares.largest("runtime.deductSweepCredit"),
                shares.largest("runtime.(*sweepLocked).sweep"));
        boolean idleTold = !shares.cut() || idle > 0;
        double pressure = Math.max(idleTold ? marking - idle : 0, working) + helping + sweeping;
        return new CollectionUse(
                pressure,
                Math.max(marking + helping + sweeping, shares.own(Code::isCollector)),
                shares.cut() ? Math.max(pressure, shares.own(Code::mayBeCollector) + shares.hidden()) : pressure);
    }
}
