package ergodiag.capture.scope;

import java.time.Duration;
import java.util.List;

/**
 * What to ask, and how long to look.
 *
 * @param profile how much to ask
 * @param window how long to look; zero for no window
 * @param fixed whether the user said how long, so that the capture must not look longer by itself
 * @param choice which playbooks and tools to ask for
 * @param maxProcesses a node with more processes than this gives the heads of its list by every key instead of all
 * @param events events whose publications are wanted
 * @param metrics where metrics of the nodes stand that are to be read as well
 */
public record Scope(
        Profile profile,
        Duration window,
        boolean fixed,
        Choice choice,
        int maxProcesses,
        List<WatchedEvent> events,
        List<MetricsSource> metrics) {
    /** Above so many processes a node is not asked for all of them, unless the user says so. */
    public static final int MAX_PROCESSES = 20_000;

    public Scope {
        events = List.copyOf(events);
        metrics = List.copyOf(metrics);
    }

    public Scope(Profile profile, Duration window, boolean fixed, Choice choice, int maxProcesses) {
        this(profile, window, fixed, choice, maxProcesses, List.of(), List.of());
    }

    /** The same with other events. */
    public Scope watching(List<WatchedEvent> wanted) {
        return new Scope(profile, window, fixed, choice, maxProcesses, wanted, metrics);
    }

    /** The same with metrics to be read. */
    public Scope reading(List<MetricsSource> wanted) {
        return new Scope(profile, window, fixed, choice, maxProcesses, events, wanted);
    }

    public Scope(Profile profile, Duration window) {
        this(profile, window, true, Choice.ALL, MAX_PROCESSES);
    }
}
