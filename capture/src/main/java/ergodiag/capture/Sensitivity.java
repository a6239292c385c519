package ergodiag.capture;

import ergodiag.ergo.Tool;

/** What a reply may hold that is not everybody's business, after the usual secrets were taken out. */
public enum Sensitivity {
    /** Counters, versions, names of functions. */
    LOW,
    /** Names of nodes, hosts, processes, applications and events. */
    MEDIUM,
    /** Texts and values of the application's own making: nobody but it knows what they hold. */
    HIGH;

    static Sensitivity of(Tool tool) {
        return switch (tool) {
            case SAMPLE_LISTEN, SAMPLE_READ, PROCESS_INSPECT, META_INSPECT, APP_INFO -> HIGH;
            case PPROF_CPU,
                    PPROF_HEAP,
                    PPROF_GOROUTINES,
                    RUNTIME_STATS,
                    NETWORK_PING,
                    SAMPLE_STOP,
                    SAMPLE_START,
                    LOG_LEVEL_GET -> LOW;
            default -> MEDIUM;
        };
    }
}
