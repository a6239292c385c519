package ergodiag.ergo;

/**
 * The order of usefulness in which time and bytes are spent when they become short: without the first nothing can be judged, the last is
 * background. What is stopped or fetched because it runs already is not part of it.
 */
public enum Priority {
    /** Counters, links and process lists: most playbooks rest on them. */
    VITAL,
    /** Events, applications, supervisors, suspects and the log. */
    STRUCTURE,
    /** Where goroutines stand and where the CPU goes. */
    STACKS,
    /** Who holds the memory. */
    HEAP,
    /** Round trips, registrar, cron, loggers, message types. */
    BACKGROUND
}
