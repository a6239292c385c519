package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Verification;
import ergodiag.bundle.sign.SignatureCheck;
import ergodiag.playbooks.Playbooks;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What it costs that a bundle is compared with its sums before it is judged: processor time of a judgement with and without, in turns, so that
 * both see the same machine. The smallest of all turns counts: what else the machine does only adds.
 *
 * <pre>java -cp ergodiag.jar:test-classes ergodiag.bench.CheckCost TURNS BUNDLE...</pre>
 */
public final class CheckCost {
    private CheckCost() {}

    public static void main(String... arguments) {
        int turns = Integer.parseInt(arguments[0]);
        System.out.println("| bundle | judged, ms | checked and judged, ms | the check |");
        System.out.println("| --- | ---: | ---: | ---: |");
        for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            System.out.println(row(Path.of(file), turns));
        }
    }

    private static String row(Path file, int turns) {
        double plain = Double.MAX_VALUE;
        double checked = Double.MAX_VALUE;
        for (int turn = 0; turn < turns; turn++) {
            plain = Math.min(plain, judged(file, bundle -> bundle));
            checked = Math.min(
                    checked, judged(file, bundle -> Verification.checked(bundle, false, SignatureCheck.BESIDE)));
        }
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f %% |",
                file.getFileName(),
                plain,
                checked,
                100 * (checked / plain - 1));
    }

    /** Milliseconds of the processor; nothing of it is done by other threads but collecting garbage. */
    private static double judged(Path file, UnaryOperator<Bundle> check) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        try (Bundle bundle = check.apply(Bundle.open(file))) {
            Playbooks.judge(bundle, Map.of());
        }
        return (threads.getCurrentThreadCpuTime() - before) / 1e6;
    }
}
