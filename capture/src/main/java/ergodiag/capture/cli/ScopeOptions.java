package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.capture.scope.Choice;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What to ask, and how long to look. */
final class ScopeOptions {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "quick (one look, under 10 s; growth and rates cannot be judged then), standard (60 s, once up to 60 s longer"
                            + " when a heap rises and was not collected twice), deep (5 min, closer looks at more) or complete"
                            + " (everything every few seconds, for test clusters). Default: ${DEFAULT-VALUE}.")
    private Profile profile = Profile.STANDARD;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description =
                    "How long to look: 60, 60s or 2m; from 5 s to 30 m. Memory that is kept shows best over two minutes, because Go"
                            + " collects at least that often. Default: as the profile says.")
    private Optional<Duration> window = Optional.empty();

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
                            + " key. Default: ${DEFAULT-VALUE}.")
    private int maxProcesses = Scope.MAX_PROCESSES;

    @Option(
            names = "--yes",
            description =
                    "Agree beforehand to a capture above 200 MB or one that the cluster may feel; else it asks on a terminal, and ends"
                            + " without one.")
    private boolean yes;

    Scope scope() {
        if (maxProcesses < 1) {
            throw new UserError("Reading --max-processes: " + maxProcesses
                    + " is no number of processes; use 1 or more, or leave it out for " + Scope.MAX_PROCESSES + ".");
        }
        window.ifPresent(this::check);
        return new Scope(
                profile, window.orElse(profile.window()), window.isPresent(), Choice.of(with, without), maxProcesses);
    }

    /** Whether the user agrees beforehand to a large or intrusive capture. */
    boolean yes() {
        return yes;
    }

    private void check(Duration time) {
        if (profile == Profile.QUICK) {
            throw new UserError("Reading --window: the profile quick has no window; leave --window out, or use"
                    + " --profile standard.");
        }
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new UserError("Reading --window: " + TimeOption.text(time)
                    + " is out of range; use 5s to 30m, or --profile quick for no window at all.");
        }
    }
}
