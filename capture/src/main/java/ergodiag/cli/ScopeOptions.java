package ergodiag.cli;

import ergodiag.bundle.UserError;
import ergodiag.capture.Choice;
import ergodiag.capture.Profile;
import ergodiag.capture.Scope;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What to ask, and how long to look. */
final class ScopeOptions {
    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "quick (one look, under 10 s), standard (60 s), deep (5 min, closer looks) or complete"
                    + " (everything every few seconds, for test clusters). Default: standard.")
    private String profile = "standard";

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "How long to look: 60, 60s or 2m; from 5 s to 30 m. Default: as the profile says.")
    private Optional<String> window = Optional.empty();

    @Option(
            names = "--with",
            paramLabel = "WHAT",
            split = ",",
            description = "Ask only what these need: playbooks (2, zombie-processes) or tools (pprof_heap).")
    private List<String> with = List.of();

    @Option(
            names = "--without",
            paramLabel = "WHAT",
            split = ",",
            description = "Leave out what only these playbooks need, or these tools.")
    private List<String> without = List.of();

    @Option(
            names = "--max-processes",
            paramLabel = "N",
            description =
                    "Complete process lists only of nodes with at most so many processes; of others the heads by every"
                            + " key. Default: 20000.")
    private int maxProcesses = Scope.MAX_PROCESSES;

    @Option(names = "--yes", description = "Do not ask before a large or intrusive capture.")
    private boolean yes;

    Scope scope() {
        if (maxProcesses < 1) {
            throw new UserError("Reading --max-processes: " + maxProcesses
                    + " is no number of processes; use 1 or more, or leave it out for " + Scope.MAX_PROCESSES + ".");
        }
        Profile chosen = profile();
        Duration time = window(chosen);
        return new Scope(chosen, time, window.isPresent(), Choice.of(with, without), maxProcesses);
    }

    /** Whether the user agrees beforehand to a large or intrusive capture. */
    boolean yes() {
        return yes;
    }

    private Profile profile() {
        try {
            return Profile.valueOf(profile.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UserError("Reading --profile: there is no profile '" + profile + "'; use "
                    + Arrays.stream(Profile.values()).map(Profile::word).collect(Collectors.joining(", ")) + ".");
        }
    }

    private Duration window(Profile chosen) {
        if (chosen == Profile.QUICK && window.isPresent()) {
            throw new UserError("Reading --window: the profile quick has no window; leave --window out, or use"
                    + " --profile standard.");
        }
        return window.map(TimeOption::parse).orElse(chosen.window());
    }
}
