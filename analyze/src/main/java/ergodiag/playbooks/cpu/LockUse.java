package ergodiag.playbooks.cpu;

import ergodiag.cluster.stacks.CpuShares;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cores that a node keeps busy with getting and giving back locks. Shares of callers hold those of what they call, {@code
 * sync.(*Mutex).Lock} that of {@code lockSlow}: of such a chain the largest counts.
 *
 * @param program locks of the program: mutexes and read-write mutexes with all that is done for them
 * @param runtime locks of Go's runtime but for what mutexes need of them
 * @param channels what is done for channels: the lock inside of each is one of the runtime's
 * @param most what both may be: more than they are only of a cut profile
 * @param rows the functions this is told by, largest first
 */
record LockUse(double program, double runtime, double channels, double most, List<CpuShares.Share> rows) {
    private static final Pattern LOCK = Pattern.compile(
            "(?:internal/)?sync\\.\\(\\*(?:RW)?Mutex\\)\\..*|runtime\\.(?:lock2|unlock2|procyield.*|futex.*)");
    private static final Pattern OF_LOCK_TOO = Pattern.compile("(?:internal/runtime|sync)/atomic\\..*");
    /** By these a mutex asks the runtime to park and to wake; the locks that takes are part of the mutex. */
    private static final Pattern FOR_MUTEX = Pattern.compile("(?:internal/)?sync\\.runtime_Sem.*");

    static LockUse of(CpuShares shares) {
        double getting = shares.largest(
                "sync.(*RWMutex).Lock",
                "sync.(*Mutex).Lock",
                "sync.(*Mutex).lockSlow",
                "internal/sync.(*Mutex).Lock",
                "internal/sync.(*Mutex).lockSlow");
        double giving = shares.largest(
                "sync.(*RWMutex).Unlock",
                "sync.(*Mutex).Unlock",
                "sync.(*Mutex).unlockSlow",
                "internal/sync.(*Mutex).Unlock",
                "internal/sync.(*Mutex).unlockSlow");
        double reading = shares.largest("sync.(*RWMutex).RLock")
                + shares.largest("sync.(*RWMutex).RUnlock", "sync.(*RWMutex).rUnlockSlow");
        double trying = shares.largest("sync.(*Mutex).TryLock", "internal/sync.(*Mutex).TryLock")
                + shares.largest("sync.(*RWMutex).TryLock")
                + shares.largest("sync.(*RWMutex).TryRLock");
        double program = Math.min(shares.cores(), getting + giving + reading + trying);
        double forMutexes = shares.functions().stream()
                .filter(share -> FOR_MUTEX.matcher(share.function()).matches())
                .mapToDouble(CpuShares.Share::total)
                .sum();
        double runtime = Math.max(0, shares.largest("runtime.lock2") + shares.largest("runtime.unlock2") - forMutexes);
        runtime = Math.min(runtime, shares.cores() - program);
        return new LockUse(
                program,
                runtime,
                shares.largest("runtime.chansend")
                        + shares.largest("runtime.chanrecv")
                        + shares.largest("runtime.selectgo")
                        + shares.largest("runtime.closechan"),
                shares.cut()
                        ? Math.max(program + runtime, shares.own(LockUse::mayBeLock) + shares.hidden())
                        : program + runtime,
                shares.functions().stream()
                        .filter(share -> LOCK.matcher(share.function()).matches())
                        .sorted(Comparator.comparingDouble(CpuShares.Share::total)
                                .reversed())
                        .toList());
    }

    double cores() {
        return program + runtime;
    }

    /** Whose locks they are for the most part. */
    String inWords() {
        if (program >= runtime) {
            return rows.stream()
                    .filter(share -> share.function().contains("sync."))
                    .findFirst()
                    .map(share -> "locks of the program, most in " + share.function())
                    .orElse("locks of the program");
        }
        return channels >= runtime ? "the locks inside channels" : "locks of Go's runtime";
    }

    private static boolean mayBeLock(String function) {
        return LOCK.matcher(function).matches() || OF_LOCK_TOO.matcher(function).matches();
    }
}
