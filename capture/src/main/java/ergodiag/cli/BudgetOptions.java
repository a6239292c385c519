package ergodiag.cli;

import ergodiag.bundle.UserError;
import ergodiag.capture.Budget;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What a capture may cost the cluster and the disk. */
final class BudgetOptions {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m)?");
    /** Besides its window a capture reaches the nodes, reads a second time, and closes the bundle. */
    private static final Duration BESIDES = Duration.ofSeconds(5);

    private static final long SMALLEST = 100_000;

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            description =
                    "Calls at once through one entry node, 1 to 8; fewer by itself while it answers slowly. Default: 4.")
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
            description = "How long the whole capture may take, 90, 90s or 2m. What is least useful is left out first.")
    private Optional<String> deadline = Optional.empty();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description =
                    "How much may be captured before compression, 500KB, 50MB or 1GB. What is least useful is left out first.")
    private Optional<String> size = Optional.empty();

    Budget budget(Duration window) {
        if (inFlight < 1 || inFlight > Budget.MOST_IN_FLIGHT) {
            throw new UserError("Reading --max-in-flight: " + inFlight + " is out of range; use 1 to "
                    + Budget.MOST_IN_FLIGHT + ".");
        }
        int each = perNode.orElse(Math.min(Budget.USUAL.perNode(), inFlight));
        if (each < 1 || each > inFlight) {
            throw new UserError("Reading --max-per-node: " + each + " is out of range; use 1 to " + inFlight
                    + ", which is --max-in-flight.");
        }
        return new Budget(inFlight, each, deadline(window), bytes());
    }

    private Optional<Duration> deadline(Duration window) {
        if (deadline.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = TIME.matcher(deadline.get().strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new UserError("Reading --deadline: '" + deadline.get() + "' is not a time; write 90, 90s or 2m.");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration time = "m".equals(matcher.group(2)) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
        Duration least = window.plus(BESIDES);
        if (time.compareTo(least) < 0) {
            throw new UserError("Reading --deadline: " + deadline.get() + " is shorter than the window and the "
                    + BESIDES.toSeconds() + " s around it; give at least " + least.toSeconds()
                    + "s, or a shorter --window.");
        }
        return Optional.of(time);
    }

    private OptionalLong bytes() {
        if (size.isEmpty()) {
            return OptionalLong.empty();
        }
        long bytes = SizeOption.bytes("--max-size", size.get());
        if (bytes < SMALLEST) {
            throw new UserError("Reading --max-size: " + size.get() + " holds not even one node; use 100KB or more.");
        }
        return OptionalLong.of(bytes);
    }
}
