package ergodiag.cluster.stacks;

import ergodiag.ergo.pprof.FunctionName;
import java.util.List;
import java.util.regex.Pattern;

/** What a Go function is, told by its full name. */
public final class Code {
    /** Read in the sources of Go 1.23 to 1.26, with Green Tea (scanSpan, inline marks) and without (scanobject, greyobject), with AVX-512 and without. */
    private static final List<String> COLLECTOR = List.of(
            "gcWriteBarrier",
            "internal/runtime/gc",
            "runtime.(*activeSweep).",
            "runtime.(*gcBits",
            "runtime.(*gcControllerState).",
            "runtime.(*gcWork).",
            "runtime.(*lfstack).",
            "runtime.(*localSpanQueue).",
            "runtime.(*markBits).",
            "runtime.(*mspan).base",
            "runtime.(*mspan).divideByElemSize",
            "runtime.(*mspan).heapBits",
            "runtime.(*mspan).markBits",
            "runtime.(*mspan).moveInlineMarks",
            "runtime.(*mspan).objIndex",
            "runtime.(*mspan).typePointersOf",
            "runtime.(*spanInlineMarkBits).",
            "runtime.(*spanQueue).",
            "runtime.(*spanScanOwnership).",
            "runtime.(*sweepLocked).",
            "runtime.(*sweepLocker).",
            "runtime.(*wbBuf).",
            "runtime.(*workbuf).",
            "runtime.bgsweep",
            "runtime.bulkBarrierPreWrite",
            "runtime.deductSweepCredit",
            "runtime.extractHeapBitsSmall",
            "runtime.findObject",
            "runtime.finishsweep_m",
            "runtime.gc",
            "runtime.getempty",
            "runtime.greyobject",
            "runtime.handoff",
            "runtime.heapBits",
            "runtime.markBits",
            "runtime.markroot",
            "runtime.pageIndexOf",
            "runtime.pollFractionalWorkerExit",
            "runtime.putempty",
            "runtime.putfull",
            "runtime.scan",
            "runtime.shade",
            "runtime.spanOf",
            "runtime.spanSetScans",
            "runtime.sweepone",
            "runtime.tryDeferToSpanScan",
            "runtime.trygetfull",
            "runtime.typePointers.",
            "runtime.wbBuf");

    /** What collection calls and others call too. */
    private static final List<String> OF_COLLECTOR_TOO =
            List.of("internal/runtime/atomic.", "runtime.(*mspan).", "runtime.(*mheap).", "runtime.memclr");

    /** {@code example.com/risk/v2.} and {@code gopkg.in/yaml%2ev3.}: by the rules of modules the version is no part of the package's name. */
    private static final Pattern VERSION = Pattern.compile("(?:/|%2e)v\\d+(?=\\.)");

    private Code() {}

    /** Whether a function belongs to the collection of garbage: marking, sweeping, assists and write barriers. */
    public static boolean isCollector(String function) {
        return COLLECTOR.stream().anyMatch(function::startsWith);
    }

    /** Whether collection may have called it. */
    public static boolean mayBeCollector(String function) {
        return isCollector(function) || OF_COLLECTOR_TOO.stream().anyMatch(function::startsWith);
    }

    /**
     * A function's package and what is in it, {@code risk.(*Scanner).HandleMessage}: without the path of the package, the version of its
     * module and type parameters.
     */
    static String inPackage(String function) {
        String plain = VERSION.matcher(FunctionName.plain(function)).replaceFirst("");
        return plain.substring(plain.lastIndexOf('/') + 1);
    }
}
