package ergodiag.capture.cli;

import ergodiag.bundle.DataSize;
import ergodiag.bundle.UserError;
import ergodiag.capture.ask.Budget;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** What a capture may cost the cluster and the disk. */
final class BudgetOptions {
    /** Besides its window a capture reaches the nodes, reads a second time, and closes the bundle. */
    private static final Duration BESIDES = Duration.ofSeconds(5);

    private static final Duration SHORTEST_CALL = Duration.ofSeconds(5);

    private static final long SMALLEST = 100_000;

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            description =
                    "Calls at once through one entry node, 1 to 8; fewer by itself while it answers slowly. Default: ${DEFAULT-VALUE}.")
    private int inFlight = Budget.USUAL.inFlight();

    @Option(
            names = "--max-per-node",
            paramLabel = "N",
            description =
                    "Calls at once to one node, 1 to --max-in-flight; fewer by itself while it answers slowly. Default: 2.")
    private Optional<Integer> perNode = Optional.empty();

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description =
                    "How long the whole capture may take, 90, 90s or 2m. What is least useful is left out first, and the"
                            + " bundle says what.")
    private Optional<Duration> deadline = Optional.empty();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = SizeOption.class,
            description =
                    "How much may be captured before compression, 500KB, 50MB or 1GB. What is least useful is left out first.")
    private Optional<DataSize> size = Optional.empty();

    @Option(
            names = "--call-timeout",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description =
                    "How long a list, profile or dump is waited for, 5s to 117s; one that is late is asked for once more, three times"
                            + " as long. Default: 10s, for heap profiles and dumps of goroutines 20s.")
    private Optional<Duration> call = Optional.empty();

    Budget budget(Duration window) {
        call.filter(time -> time.compareTo(SHORTEST_CALL) < 0 || time.compareTo(Budget.LONGEST_CALL) > 0)
                .ifPresent(time -> {
                    throw new UserError("Reading --call-timeout: " + TimeOption.text(time) + " is out of range; use "
                            + TimeOption.text(SHORTEST_CALL) + " to " + TimeOption.text(Budget.LONGEST_CALL) + ".");
                });
        if (inFlight < 1 || inFlight > Budget.MOST_IN_FLIGHT) {
            throw new UserError("Reading --max-in-flight: " + inFlight + " is out of range; use 1 to "
                    + Budget.MOST_IN_FLIGHT + ".");
        }
        int each = perNode.orElse(Math.min(Budget.USUAL.perNode(), inFlight));
        if (each < 1 || each > inFlight) {
            throw new UserError("Reading --max-per-node: " + each + " is out of range; use 1 to " + inFlight
                    + ", which is --max-in-flight.");
        }
        deadline.ifPresent(time -> demandWindow(time, window.plus(BESIDES)));
        size.ifPresent(BudgetOptions::demandOneNode);
        return new Budget(
                inFlight,
                each,
                deadline,
                size.map(most -> OptionalLong.of(most.bytes())).orElseGet(OptionalLong::empty),
                call);
    }

    private static void demandWindow(Duration time, Duration least) {
        if (time.compareTo(least) < 0) {
            throw new UserError("Reading --deadline: " + TimeOption.text(time) + " is shorter than the window and the "
                    + BESIDES.toSeconds() + " s around it; give at least " + least.toSeconds()
                    + "s, or a shorter --window.");
        }
    }

    private static void demandOneNode(DataSize most) {
        if (most.bytes() < SMALLEST) {
            throw new UserError("Reading --max-size: " + most + " holds not even one node; use "
                    + DataSize.text(SMALLEST) + " or more.");
        }
    }
}
