package ergodiag.capture;

/**
 * The order of usefulness in which time and bytes are spent when they become short: without the first nothing can be judged, the last is
 * background. What is stopped or fetched because it runs already is not part of it.
 */
enum Use {
    /** Counters, links and process lists: most playbooks rest on them. */
    VITAL,
    /** Events, applications, supervisors, suspects and the log. */
    STRUCTURE,
    /** Where goroutines stand and where the CPU goes. */
    STACKS,
    /** Who holds the memory. */
    HEAP,
    /** Round trips, registrar, cron, loggers, message types. */
    BACKGROUND;

    static Use of(Question question) {
        return switch (question.tool()) {
            case NODE_INFO, RUNTIME_STATS, CLUSTER_NODES, NETWORK_NODES, NETWORK_NODE_INFO, PROCESS_LIST -> VITAL;
            case EVENT_LIST,
                    EVENT_INFO,
                    APP_LIST,
                    NETWORK_INFO,
                    NETWORK_ACCEPTORS,
                    PROCESS_INFO,
                    PROCESS_INSPECT,
                    SAMPLE_LISTEN,
                    SAMPLE_READ,
                    SAMPLE_STOP -> STRUCTURE;
            case PPROF_GOROUTINES, PPROF_CPU, SAMPLE_START -> STACKS;
            case PPROF_HEAP -> HEAP;
            default -> BACKGROUND;
        };
    }

    /** How much of the bytes may be used before a question of this use gives way to more useful ones. */
    double shareOfBytes() {
        return 1 - 0.12 * ordinal();
    }

    /** How many seconds must be left, or which part of the whole time, whichever is less. */
    int secondsLeft() {
        return 2 * ordinal();
    }

    double shareOfTimeLeft() {
        return 0.05 * ordinal();
    }
}
