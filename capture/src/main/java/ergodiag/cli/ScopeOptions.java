package ergodiag.cli;

import ergodiag.bundle.UserError;
import ergodiag.capture.Scope;
import ergodiag.capture.Scope.Profile;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What to ask, and how long to look. */
final class ScopeOptions {
    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "How long to look: 60, 60s or 2m; from 5 s to 30 m. Default: 60s.")
    private Optional<String> window = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "quick (one look, no window, under 10 s) or standard. Default: standard.")
    private String profile = "standard";

    @Option(
            names = "--max-processes",
            paramLabel = "N",
            description =
                    "Complete process lists only of nodes with at most so many processes; of others the heads by every"
                            + " key. Default: 20000.")
    private int maxProcesses = Scope.MAX_PROCESSES;

    Scope scope() {
        if (maxProcesses < 1) {
            throw new UserError("Reading --max-processes: " + maxProcesses
                    + " is no number of processes; use 1 or more, or leave it out for " + Scope.MAX_PROCESSES + ".");
        }
        Profile chosen = profile();
        return new Scope(chosen, window(chosen), maxProcesses);
    }

    private Profile profile() {
        try {
            return Profile.valueOf(profile.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UserError("Reading --profile: there is no profile '" + profile + "'; use quick or standard.");
        }
    }

    private Duration window(Profile chosen) {
        if (chosen == Profile.QUICK) {
            if (window.isPresent()) {
                throw new UserError("Reading --window: the profile quick has no window; leave --window out, or use"
                        + " --profile standard.");
            }
            return Duration.ZERO;
        }
        return window.map(TimeOption::parse).orElse(Duration.ofSeconds(60));
    }
}
