package ergodiag.cli;

import ergodiag.capture.Capture;
import ergodiag.capture.PlannedCall;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints what a capture would ask, and asks none of it. */
final class DryRun {
    private DryRun() {}

    static int print(Capture capture, PrintWriter out, PrintWriter err) {
        Capture.Plan plan = capture.plan();
        Optional<String> nobody = plan.nobody();
        if (nobody.isPresent()) {
            err.println("ergodiag: " + nobody.get());
            return ExitCode.NOBODY_ANSWERED.number();
        }
        List<PlannedCall> calls = plan.calls();
        long total = calls.stream().mapToLong(PlannedCall::times).sum();
        long bytes =
                calls.stream().mapToLong(call -> call.times() * call.bytes()).sum();
        out.println("Nodes: " + String.join(", ", plan.nodes()));
        out.println(String.format(
                Locale.ROOT,
                "About %d calls, %.1f MB before compression, %d s.",
                total,
                bytes / 1048576.0,
                plan.seconds()));
        out.println();
        for (PlannedCall call : calls) {
            out.println(String.format(
                    Locale.ROOT,
                    "%3d x %-22s %-17s ~%d bytes  %s",
                    call.times(),
                    call.node(),
                    call.tool(),
                    call.bytes(),
                    call.arguments()));
            out.println("      why: " + call.why());
        }
        out.println();
        out.println(
                "Then process_inspect of each node's supervisors and pools (at most 30, twice), and for at most 8 suspects per"
                        + " node that the readings show: process_info, and their stacks.");
        return ExitCode.DONE.number();
    }
}
