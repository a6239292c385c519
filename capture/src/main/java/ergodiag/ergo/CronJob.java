package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job that a node runs by the clock, as {@code node_info} tells it in {@code Cron} (seen in recordings).
 *
 * @param at where it was read
 * @param name its name
 * @param spec when it runs, {@code * * * * *}
 * @param action what it does, in the node's words
 * @param lastRun when it ran last, by the node's clock
 * @param lastError why that run failed; "" where it did not
 */
public record CronJob(Source at, String name, String spec, String action, Reading<Instant> lastRun, String lastError) {
    private static final Pattern REGISTERED = Pattern.compile("registered name '([^']+)'");

    /** What the framework says of a start under a name that another process has ({@code gen.ErrTaken}). */
    private static final String TAKEN = "resource is taken";

    /** Whether the last run failed as what it was to start, or something of its name, was still there. */
    public boolean foundItsNameTaken() {
        return lastError.contains(TAKEN);
    }

    /** The name under which it starts a process; empty where it does something else. */
    public Optional<String> starts() {
        Matcher registered = REGISTERED.matcher(action);
        return registered.find() ? Optional.of(registered.group(1)) : Optional.empty();
    }

    static List<CronJob> list(Fields cron) {
        return Fields.list(
                cron.node().path("Jobs"),
                cron.at().member("Jobs"),
                f -> new CronJob(
                        f.at(),
                        f.text("Name"),
                        f.text("Spec"),
                        f.text("ActionInfo"),
                        f.instantOrGap("LastRun"),
                        f.text("LastErr")));
    }
}
