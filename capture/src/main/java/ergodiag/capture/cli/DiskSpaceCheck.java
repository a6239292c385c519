package ergodiag.capture.cli;

import ergodiag.bundle.FreeSpace;
import ergodiag.capture.plan.Plan;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks whether there is room for what a capture is expected to bring, before it is carried out. */
final class DiskSpaceCheck implements Plan.Approval {
    /** While a bundle is closed: its folder and what is packed; with pseudonyms also the files that hold them, beside those of the true names. */
    private static final int TIMES = 2, TIMES_WITH_PSEUDONYMS = 3;

    private final Supplier<FreeSpace> free;
    private final OptionalLong most;
    private final int times;
    private final Consumer<String> warnings;

    /**
     * @param free what is free by now
     * @param most bytes that the user allows
     * @param pseudonyms whether some are put in
     * @param warnings takes what is to be said when it may not be enough
     */
    DiskSpaceCheck(Supplier<FreeSpace> free, OptionalLong most, boolean pseudonyms, Consumer<String> warnings) {
        this.free = free;
        this.most = most;
        this.times = pseudonyms ? TIMES_WITH_PSEUDONYMS : TIMES;
        this.warnings = warnings;
    }

    /** Before anybody was asked. */
    void check() {
        free.get().demand(FreeSpace.LEAST);
    }

    @Override
    public void check(Plan plan) {
        long estimate = Math.min(plan.bytes(), most.orElse(Long.MAX_VALUE));
        FreeSpace now = free.get();
        now.demand(estimate);
        now.warning(estimate, times).ifPresent(warnings);
    }
}
